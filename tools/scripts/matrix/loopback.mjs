/**
 * Accepts only registries on this machine: 127.0.0.0/8, ::1 and localhost.
 *
 * @returns the URL, unchanged.
 * @throws {Error} for every other URL, so that nothing is ever published to a registry that others can see.
 */
export function requireLoopback(url) {
  const found = URL.canParse(url) ? new URL(url) : undefined;
  const isLoopback =
    found !== undefined &&
    /^https?:$/.test(found.protocol) &&
    // `URL` writes every form of an IPv4 address (127.1, 0x7f000001) as four numbers.
    /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(found.hostname);
  if (!isLoopback)
    throw new Error(
      `Expected \`registry\` to be a loopback URL such as http://127.0.0.1:4873/, got ${JSON.stringify(url)}`,
    );
  return url;
}

/**
 * The environment for every npm and changesets command that must see the private registry only. Settings that
 * would send a package elsewhere (also in upper case, also for a scope) are removed.
 *
 * @throws {Error} where `url` is not a loopback URL.
 */
export function registryEnvironment({ url, userconfig }, inherited = process.env) {
  requireLoopback(url);
  const redirecting = Object.keys(inherited).filter((name) =>
    /^npm_config_(.*:?registry|userconfig|globalconfig)$/i.test(name),
  );
  return {
    ...Object.fromEntries(redirecting.map((name) => [name, undefined])),
    npm_config_registry: url,
    "npm_config_@faceseg:registry": url,
    npm_config_userconfig: userconfig,
    npm_config_globalconfig: `${userconfig}-global`, // a file that does not exist
  };
}

/**
 * Checks that the lines of an npmrc file and the `publishConfig` of manifests name no other registry.
 *
 * @throws {Error} where one does.
 */
export function requireLoopbackSettings(settings, manifests) {
  for (const [, url] of settings.matchAll(/^\s*(?:@[^=\s]+:)?registry\s*=\s*(.*?)\s*$/gm))
    requireLoopback(url);
  for (const { publishConfig = {} } of manifests) {
    for (const [key, url] of Object.entries(publishConfig)) if (/registry$/.test(key)) requireLoopback(url);
  }
}

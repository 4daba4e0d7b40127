// Checks the links of every Markdown file, and of the built site if there is one: that the file exists, and contains the
// heading or element. Links to the web are not checked, except those to the site itself.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { codeBlocks, documents } from "./markdown.mjs";

const site = "https://OWNER.github.io/faceseg/";
const built = resolve("docs/api");
const hasSite = existsSync(join(built, "index.html"));

/** GitHub's anchors of headings: a second one of the same name gets "-1". */
function headings(text) {
  const seen = new Map();
  return text
    .split("\n")
    .filter((line) => /^#{1,6} /.test(line))
    .map((line) => {
      const name = line
        .replace(/^#+ /, "")
        .toLowerCase()
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-");
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      return before > 0 ? `${name}-${before}` : name;
    });
}

const cache = new Map();
function anchors(file) {
  if (!cache.has(file)) {
    const text = readFileSync(file, "utf8");
    const names = file.endsWith(".html")
      ? [...text.matchAll(/\s(?:id|name)="([^"]+)"/g)].map(([, name]) => name)
      : headings(withoutCode(text));
    cache.set(file, new Set(names));
  }
  return cache.get(file);
}

const withoutCode = (text) =>
  codeBlocks(text).reduce((rest, { code }) => (code.trim() ? rest.replace(code, "\n") : rest), text);

/** What is wrong with a link, or undefined. */
function problem(link, from) {
  if (/^(https?|mailto|data|javascript):/.test(link) && !link.startsWith(site)) return undefined;
  if (link.startsWith(site) && !hasSite) return undefined;
  const [path = "", anchor] = decodeURI(link.startsWith(site) ? link.slice(site.length) : link).split("#");
  const base = link.startsWith(site) ? built : dirname(from);
  const target = path === "" ? (link.startsWith(site) ? built : from) : resolve(base, path);
  if (!existsSync(target)) return `no file ${relative(".", target)}`;
  if (!anchor || statSync(target).isDirectory() || !/\.(md|html)$/.test(target)) return undefined;
  return anchors(target).has(decodeURIComponent(anchor)) ? undefined : `no heading or element "${anchor}"`;
}

const pages = hasSite
  ? readdirSync(built, { recursive: true })
      .filter((name) => name.endsWith(".html"))
      .map((name) => ({ file: join(built, name), text: readFileSync(join(built, name), "utf8") }))
  : [];
let links = 0;
const broken = [];
for (const { file, text } of [...documents(), ...pages]) {
  const found = file.endsWith(".md")
    ? [...withoutCode(text).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)]
    : [...text.matchAll(/<a\b[^>]*\shref="([^"]+)"/g)];
  for (const [, link] of found) {
    links++;
    const wrong = problem(link.replaceAll("&amp;", "&"), resolve(file));
    if (wrong) broken.push(`${relative(".", file)}: ${link}: ${wrong}`);
  }
}
for (const line of broken) console.error(line);
console.log(
  `${links} links in ${documents().length} documents and ${pages.length} pages: ${broken.length} broken`,
);
process.exitCode = broken.length > 0 ? 1 : 0;

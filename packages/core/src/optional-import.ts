/** An optional package is not installed. */
export class PackageMissingError extends Error {
  /** For checks without instanceof. */
  override readonly name = "PackageMissingError";
  /** The package. */
  readonly package: string;

  /** @param purpose What needs the package, as the start of a sentence. */
  constructor(name: string, purpose: string, options?: ErrorOptions) {
    super(`${purpose} needs ${name}: npm i ${name}`, options);
    this.package = name;
  }
}

/**
 * Turns the failure to import a package that is not installed into `undefined`; any other failure stays one. It must
 * stand behind the import itself: bundlers skip a missing package only where they see that its import is caught.
 *
 * @example
 * const sharp = required(await import("sharp").catch(orMissing("sharp")), "sharp", "Reading images");
 */
export const orMissing =
  (name: string) =>
  (error: unknown): undefined => {
    if (isMissing(error, name)) return undefined;
    throw error;
  };

/** Whether an import failed because the package is not there. */
export function isMissing(error: unknown, name: string): boolean {
  const { code, message = "" } = error as { code?: string; message?: string };
  const isNotFound = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
  // Browsers throw a TypeError for a name that they cannot look up; Vite puts a stub in its place.
  const isBundled = error instanceof TypeError || message.startsWith("Could not resolve");
  return (isNotFound || isBundled) && message.includes(name);
}

/**
 * A package that was imported with `orMissing`.
 *
 * @throws {PackageMissingError} where it is not installed, with the command that installs it.
 */
export function required<T>(module: T | undefined, name: string, purpose: string): T {
  if (module === undefined) throw new PackageMissingError(name, purpose);
  return module;
}

/** A drawing as a data URI. */
export function dataUri(what: string, file: Buffer): string {
  const type = what === "image" ? "image/jpeg" : "image/png";
  return `data:${type};base64,${file.toString("base64")}`;
}

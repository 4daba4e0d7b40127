import type { default as Sharp } from "sharp";

/**
 * sharp, which decodes and encodes pictures. It is an optional peer: pages do without it and must not install it.
 *
 * @throws Error naming the command that installs it.
 */
export async function loadSharp(): Promise<typeof Sharp> {
  try {
    return (await import("sharp")).default;
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string };
    const isMissing = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
    if (!isMissing || !message.includes("'sharp'")) throw cause;
    throw new Error("Reading and writing pictures in Node needs sharp: npm i sharp", { cause });
  }
}

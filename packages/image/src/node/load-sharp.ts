import { orMissing, required } from "@faceseg/core";
import type { default as Sharp } from "sharp";

/**
 * sharp, which decodes and encodes images. It is an optional peer: pages do without it and must not install it.
 *
 * @internal
 * @throws {PackageMissingError} where it is not installed, with the command that installs it.
 */
export async function loadSharp(): Promise<typeof Sharp> {
  const sharp = await import("sharp").catch(orMissing("sharp"));
  return required(sharp, "sharp", "Reading and writing images in Node").default;
}

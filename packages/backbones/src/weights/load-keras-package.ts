/**
 * `@faceseg/model-files`, which reads `.h5` files. It is an optional peer: networks that never load ImageNet weights do without
 * it and its HDF5 library.
 *
 * @throws Error naming the command that installs it.
 */
export async function loadKerasPackage(): Promise<typeof import("@faceseg/model-files")> {
  try {
    return await import("@faceseg/model-files");
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string };
    const isNotFound = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
    // Browsers throw a TypeError for a name that they cannot look up; Vite puts a stub in its place.
    const isBundled = cause instanceof TypeError || message.startsWith("Could not resolve");
    if (!(isNotFound || isBundled) || !message.includes("@faceseg/model-files")) throw cause;
    throw new Error("Reading a Keras weight file needs @faceseg/model-files: npm i @faceseg/model-files", {
      cause,
    });
  }
}

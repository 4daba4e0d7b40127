/**
 * `@faceseg/keras`, which reads `.h5` files. It is an optional peer: networks that never load ImageNet weights do without
 * it and its HDF5 library.
 *
 * @throws Error naming the command that installs it.
 */
export async function loadKerasPackage(): Promise<typeof import("@faceseg/keras")> {
  try {
    return await import("@faceseg/keras");
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string };
    const isMissing = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
    // Bundlers put a stub that throws in the place of an optional package.
    if (!(isMissing && message.includes("@faceseg/keras")) && !/optional-peer-dep/.test(message)) throw cause;
    throw new Error("Reading a Keras weight file needs @faceseg/keras: npm i @faceseg/keras", { cause });
  }
}

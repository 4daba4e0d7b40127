/** Where the files of models come from: the web (`fromWeb`), the disk (`fromDisk` of `/node`), or your own store. */
export interface Files {
  /**
   * The full address of what a caller names; on the disk, a folder stands for the `model.json` in it.
   *
   * @throws {TypeError} for what is no address.
   */
  resolve(model: string | URL): Promise<string>;
  /**
   * The address of another file in the same folder, or in a folder inside it.
   *
   * @param address A full address.
   * @param name A relative path; `loadModel` has refused `..`, backslashes, schemes and control characters.
   * @throws {ModelFileError} for a name that leads elsewhere.
   */
  beside(address: string, name: string): string;
  /**
   * Reads one file.
   *
   * @param address A full address.
   * @param limits `maxBytes`: a larger file is refused before it fills the memory.
   * @throws {ModelFileError} naming the address.
   */
  read(address: string, limits: { readonly maxBytes: number }): Promise<Uint8Array>;
}

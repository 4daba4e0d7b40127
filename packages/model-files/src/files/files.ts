/** Where the files of models come from: the web (`fromWeb`), the disk (`fromDisk` of `/node`), or your own store. */
export interface Files {
  /**
   * The full address of what a caller names; on the disk, a folder stands for the model in it: its `model.json`, or an .onnx
   * file in it or in its folder `onnx`.
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
  /**
   * Reads a file that may be beside a model, or above it where the model's folder is called `onnx`, as in repositories of
   * Hugging Face: `config.json` and `preprocessor_config.json` of ONNX files without notes.
   *
   * @returns undefined where there is none. @default nothing is looked for
   * @throws {ModelFileError} naming the address, for a file that is there but cannot be read.
   */
  nearby?(
    address: string,
    name: string,
    limits: { readonly maxBytes: number },
  ): Promise<NearbyFile | undefined>;
}

/** A file beside a model. */
export interface NearbyFile {
  /** Its full address. */
  readonly address: string;
  /** Its content. */
  readonly bytes: Uint8Array;
}

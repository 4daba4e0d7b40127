export type { Upsampling } from "./decoder.ts";
export { buildUnet, type UnetOptions } from "./unet.ts";

export type { Unpooling } from "./decoder.ts";
export { buildSegnet, type SegnetOptions } from "./segnet.ts";

/**
 * What other `@faceseg` packages use of this one. Not for users: it may change in any version.
 *
 * @internal
 * @module
 */
export type { Layout } from "./lower/lowering/layout.ts";
export type { Packing } from "./lower/lowering/lowering.ts";
export { pack, packArrays, unpack, unpackArrays } from "./ops/packing.ts";
export { probeChannelBlock } from "./session/channel-block.ts";

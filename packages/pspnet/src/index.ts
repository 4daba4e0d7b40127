export { buildPspnet, type PspnetOptions } from "./pspnet.ts";

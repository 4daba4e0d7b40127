export * from "./layers/custom/index.ts";

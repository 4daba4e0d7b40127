export * from "./arithmetic.ts";
export * from "./chance.ts";
export * from "./color.ts";
export * from "./cover.ts";
export * from "./curve.ts";
export * from "./ink.ts";
export * from "./noise.ts";

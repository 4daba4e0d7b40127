import { defineConfig } from "tsup";
import { library } from "../../tools/config/tsup.config.base.ts";

const entry = ["src/index.ts", "src/filters/index.ts", "src/paint/index.ts", "src/node.ts"];

// Both builds run at once, so each cleans up but for the other's files.
export default defineConfig([
  { ...library, entry, format: ["esm"], clean: ["!**/*.{cjs,cjs.map,d.cts}"] },
  // fast-png is an ES module alone: a CommonJS build has to carry it along.
  { ...library, entry, format: ["cjs"], clean: ["!**/*.{js,js.map,d.ts}"], noExternal: ["fast-png"] },
]);

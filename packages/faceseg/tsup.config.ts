import { defineConfig } from "tsup";
import { library } from "../../tsup.config.base.ts";

// A program, not a library: an ES module alone, without declarations.
export default defineConfig({
  ...library,
  entry: ["src/main.ts"],
  format: ["esm"],
  platform: "node",
  dts: false,
  splitting: true,
});

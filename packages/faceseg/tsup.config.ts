import { defineConfig } from "tsup";
import { library } from "../../tools/config/tsup.config.base.ts";

// A program and, for `buildNetwork`, a library; both as ES modules alone, which Node 20.19 can also `require`.
export default defineConfig({
  ...library,
  entry: ["src/main.ts", "src/index.ts"],
  format: ["esm"],
  platform: "node",
  dts: { entry: "src/index.ts", compilerOptions: { ignoreDeprecations: "6.0" } },
  splitting: true,
});

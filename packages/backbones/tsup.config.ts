import { defineConfig } from "tsup";
import { library } from "../../tools/config/tsup.config.base.ts";

export default defineConfig({
  ...library,
  entry: ["src/index.ts", "src/blocks.ts", "src/node.ts"],
  // The entries share error classes and layers, of which there must be one copy.
  splitting: true,
  esbuildOptions: (options, { format }) => {
    // In CommonJS, `import()` would load another copy of @faceseg/model-files, and of its error class, than `require`.
    if (format === "cjs") options.supported = { "dynamic-import": false };
  },
});

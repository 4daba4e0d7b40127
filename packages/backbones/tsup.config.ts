import { defineConfig } from "tsup";
import { library } from "../../tsup.config.base.ts";

export default defineConfig({
  ...library,
  entry: ["src/index.ts", "src/node.ts"],
  // Both entries throw the same error classes, so they must share one copy of them.
  splitting: true,
  esbuildOptions: (options, { format }) => {
    // From CommonJS `import()` would get another copy of @faceseg/model-files, and of its error class, than `require`.
    if (format === "cjs") options.supported = { "dynamic-import": false };
  },
});

import { defineConfig } from "tsup";
import { library } from "../../tools/config/tsup.config.base.ts";

// The Node entry imports the main one, so that there is one copy of the error classes.
const shared = {
  ...library,
  entry: ["src/index.ts", "src/layers.ts", "src/node.ts"],
  external: ["@faceseg/model-files"],
};

export default defineConfig([
  // In pieces, so that TensorFlow.js is imported only when a layers model is loaded.
  { ...shared, format: ["esm"], splitting: true, clean: false },
  {
    ...shared,
    format: ["cjs"],
    clean: false,
    // h5wasm is an ES module only, which `require` cannot load in Node 20: the CommonJS build brings it along.
    noExternal: ["h5wasm"],
    // Its WebAssembly is a string: a third smaller unescaped, and its map would be 11 MB.
    esbuildOptions: (options) => {
      options.charset = "utf8";
    },
    sourcemap: false,
  },
]);

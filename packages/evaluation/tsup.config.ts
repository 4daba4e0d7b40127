import { defineConfig } from "tsup";
import { library } from "../../tools/config/tsup.config.base.ts";

export default defineConfig([
  // Shims: measureCosts finds its program beside this file in CommonJS too.
  { ...library, entry: ["src/index.ts", "src/node.ts"], shims: true, clean: ["!cost-worker*"] },
  // A program, which measureCosts starts.
  { ...library, entry: ["src/costs/cost-worker.ts"], format: ["esm"], dts: false, clean: false },
]);

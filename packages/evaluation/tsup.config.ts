import { defineConfig } from "tsup";
import { library } from "../../tools/config/tsup.config.base.ts";

export default defineConfig([
  { ...library, entry: ["src/index.ts", "src/node.ts"], clean: ["!cost-worker*"] },
  // A program, which measureCosts starts.
  { ...library, entry: ["src/costs/cost-worker.ts"], format: ["esm"], dts: false, clean: false },
]);

import { defineConfig } from "tsup";
import { library } from "../../tsup.config.base.ts";

// Both entries throw the same error classes, so they must share one copy of them.
export default defineConfig({ ...library, entry: ["src/index.ts", "src/node.ts"], splitting: true });

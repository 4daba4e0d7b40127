import { defineConfig } from "tsup";
import { library } from "../../tools/config/tsup.config.base.ts";

export default defineConfig({ ...library, entry: ["src/index.ts", "src/node.ts"] });

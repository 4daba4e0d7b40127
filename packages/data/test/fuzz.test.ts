import { dataTargets } from "../../../tools/fuzz/targets/data.ts";
import { testTargets } from "../../../tools/fuzz/test-targets.ts";

testTargets(dataTargets);

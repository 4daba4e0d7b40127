import { dataTargets } from "../../../fuzz/targets/data.ts";
import { testTargets } from "../../../fuzz/test-targets.ts";

testTargets(dataTargets);

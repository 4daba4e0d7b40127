import { trainerTargets } from "../../../fuzz/targets/trainer.ts";
import { testTargets } from "../../../fuzz/test-targets.ts";

testTargets(trainerTargets);

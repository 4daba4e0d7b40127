import { trainerTargets } from "../../../tools/fuzz/targets/trainer.ts";
import { testTargets } from "../../../tools/fuzz/test-targets.ts";

testTargets(trainerTargets);

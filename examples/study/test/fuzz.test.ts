import { studyTargets } from "../../../tools/fuzz/targets/study.ts";
import { testTargets } from "../../../tools/fuzz/test-targets.ts";

testTargets(studyTargets);

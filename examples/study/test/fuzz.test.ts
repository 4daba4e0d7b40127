import { studyTargets } from "../../../fuzz/targets/study.ts";
import { testTargets } from "../../../fuzz/test-targets.ts";

testTargets(studyTargets);

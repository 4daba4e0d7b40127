import { modelFilesTargets } from "../../../tools/fuzz/targets/model-files.ts";
import { testTargets } from "../../../tools/fuzz/test-targets.ts";

// libhdf5 prints what it finds damaged.
import.meta.jest.spyOn(console, "error").mockImplementation(() => {});

testTargets(modelFilesTargets);

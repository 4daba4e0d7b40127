import { kerasTargets } from "../../../fuzz/targets/keras.ts";
import { testTargets } from "../../../fuzz/test-targets.ts";

// libhdf5 prints what it finds damaged.
import.meta.jest.spyOn(console, "error").mockImplementation(() => {});

testTargets(kerasTargets);

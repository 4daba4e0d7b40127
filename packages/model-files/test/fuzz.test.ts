import { kerasTargets } from "../../../tools/fuzz/targets/keras.ts";
import { testTargets } from "../../../tools/fuzz/test-targets.ts";

// libhdf5 prints what it finds damaged.
import.meta.jest.spyOn(console, "error").mockImplementation(() => {});

testTargets(kerasTargets);

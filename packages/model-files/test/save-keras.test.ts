import { createHash } from "node:crypto";
import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel } from "../src/load/load-layers-model.ts";
import { saveKeras } from "../src/save/save-keras.ts";
import { difference, goldenJson, predict, type Sample } from "./golden-file.ts";
import { ourModels } from "./our-models.ts";

const checked =
  goldenJson<Record<string, { sha256: string; outputs: Record<string, Sample[]> }>>("ours.json");

afterEach(() => import.meta.jest.restoreAllMocks());

test.each(Object.entries(ourModels))(
  "saveKeras(model) of %s gives the bytes that Keras 3.5 and 3.15 loaded, and they computed the same",
  async (name, make) => {
    // HDF5 notes the time.
    import.meta.jest.spyOn(Date, "now").mockReturnValue(0);
    const model = await make();
    const bytes = await saveKeras(model);
    const { sha256, outputs } = checked[name] as (typeof checked)[string];
    for (const version of ["3.5", "3.15"])
      expect(difference(model, outputs[version] as Sample[])).toBeLessThan(1e-4);
    // After a change of the files, run golden/write-ours.ts and golden/check_ours.py again.
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
    model.dispose();
  },
);

// Dilated depthwise convolutions are written, but not read.
test.each(Object.entries(ourModels).filter(([name]) => name !== "project"))(
  "loadLayersModel(await saveKeras(model)) computes what %s does, to the bit",
  async (_, make) => {
    const model = await make();
    const before = tf.memory().numTensors;
    const again = await loadLayersModel(await saveKeras(model));
    expect(again.name).toBe(model.name);
    expect(predict(again)).toEqual(predict(model));
    again.dispose();
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  },
);

import { exportOnnx } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import { reluModel } from "../src/engines/relu-model.ts";

test("reluModel() is what exportOnnx writes of relu", () => {
  const relu = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.relu(x as tf.Tensor) });
  const onnx = exportOnnx(relu, { inputs: { x: { shape: [2] } }, dynamicBatch: false });
  expect(reluModel()).toEqual(Uint8Array.from(onnx));
});

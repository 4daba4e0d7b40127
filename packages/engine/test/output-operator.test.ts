import { exportOnnx } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import { outputOperator } from "../src/onnx/output-operator.ts";
import { type Ending, smallNetwork } from "./small-network.ts";

test.each<[Ending, string]>([
  ["softmax activation layer", "Softmax"],
  ["softmax layer", "Softmax"],
  ["layer with softmax activation", "Softmax"],
  ["model in a model", "Softmax"],
  ["softmax, then upsampling", "Softmax"],
  ["logits", "Conv"],
])("outputOperator(onnx, output) of a network that ends in: %s, is %s", (ending, expected) => {
  expect(outputOperator(exportOnnx(smallNetwork(ending), { outputName: "y" }), "y")).toBe(expected);
});

test("outputOperator(onnx, output) is undefined for an output that no node makes", () => {
  const relu = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.relu(x as tf.Tensor) });
  const onnx = exportOnnx(relu, { inputs: { x: { shape: [null, 2] } } });
  expect(outputOperator(onnx, "y")).toBe("Relu");
  expect(outputOperator(onnx, "z")).toBeUndefined();
  expect(outputOperator(new Uint8Array(), "y")).toBeUndefined();
});

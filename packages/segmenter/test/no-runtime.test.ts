import { PackageMissingError } from "@faceseg/core";
import { colorNetwork, faceLabels, painted } from "./painted.ts";

const run = await import("@faceseg/onnx/run");
const { unstable_mockModule } = import.meta.jest as unknown as {
  unstable_mockModule(id: string, make: () => object): void;
};
unstable_mockModule("@faceseg/onnx/run", () => ({
  ...run,
  loadRuntime: async () => {
    throw new PackageMissingError("onnxruntime-node", "Running ONNX files");
  },
}));
const { createSegmenter } = await import("../src/index.ts");

test("createSegmenter({ model }) runs layers models on TensorFlow.js where no ONNX Runtime is installed", async () => {
  const segmenter = await createSegmenter({ model: colorNetwork(24) });
  expect(segmenter.engine).toEqual({
    name: "tfjs",
    reason: expect.stringMatching(
      /^TensorFlow\.js .* on backend cpu; not onnxruntime: Running ONNX files needs onnxruntime-node: npm i onnxruntime-node; not /,
    ),
  });
  const face = await faceLabels(24);
  expect((await segmenter.segment(painted(face))).labels).toEqual(face.data);
  await segmenter.dispose();
});

test("createSegmenter({ model: onnx }) needs an ONNX Runtime, as does one that is asked for", async () => {
  const { exportOnnx } = await import("@faceseg/onnx");
  const onnx = exportOnnx(colorNetwork(24));
  await expect(createSegmenter({ model: onnx })).rejects.toThrow("Running ONNX files needs onnxruntime-node");
  await expect(createSegmenter({ model: colorNetwork(24), engine: "onnxruntime" })).rejects.toThrow(
    "Running ONNX files needs onnxruntime-node",
  );
});

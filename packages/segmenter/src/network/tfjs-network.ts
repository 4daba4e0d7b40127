import { type Size, toSize } from "@faceseg/image";
import type { LayersModelLike } from "@faceseg/model-files";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { EngineOptions, Network } from "./network.ts";
import { toProbabilities } from "./softmax.ts";

/**
 * The input size of a layers model.
 *
 * @throws {RangeError} where the model leaves it open and `inputSize` does not say it.
 */
export function layersInput(model: LayersModelLike, { inputSize }: EngineOptions): Size {
  const [, height, width, channels] = model.inputs[0]?.shape ?? [];
  if (model.inputs.length !== 1 || channels !== 3) {
    const shapes = model.inputs.map(({ shape }) => `[${shape.join(", ")}]`).join(", ");
    throw new RangeError(`Expected \`model\` to have one input [batch, height, width, 3], got ${shapes}`);
  }
  const given = inputSize === undefined ? undefined : toSize(inputSize);
  const size = { width: width ?? given?.width, height: height ?? given?.height };
  if (!size.width || !size.height) {
    throw new RangeError("Expected `inputSize`, because the model leaves the size of its input open");
  }
  return { width: size.width, height: size.height };
}

/** Runs a layers model on TensorFlow.js's active backend; the model must live as long. */
export async function tfjsNetwork(
  model: LayersModelLike,
  options: EngineOptions,
  reason: string,
  free: () => void,
): Promise<Network> {
  const tf = await import("@tensorflow/tfjs-core");
  const input = layersInput(model, options);
  await tf.ready();
  return {
    input,
    classes: model.outputs[0]?.shape.at(-1) ?? undefined,
    maxBatch: 8,
    engine: {
      name: "tfjs",
      reason: `${reason}TensorFlow.js ${tf.version_core} on backend ${tf.getBackend()}`,
    },
    async run(images, count) {
      const output = tf.tidy(() => {
        const batch = tf.tensor4d(images, [count, input.height, input.width, 3]);
        return [model.apply(batch, { training: false })].flat()[0] as Tensor;
      });
      const [, height, width, classes] = output.shape as [number, number, number, number];
      const data = Float32Array.from(await output.data());
      output.dispose();
      return { width, height, classes, probabilities: toProbabilities(data, classes) };
    },
    dispose: async () => free(),
  };
}

import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // registers the gradients of tfjs-core
import {
  upsampledConv,
  upsampledConvBackpropFilter,
  upsampledConvBackpropInput,
} from "../src/lower/convolutions/upsampled.ts";
import { runPasses } from "../src/passes/passes.ts";
import { trace } from "../src/trace/trace.ts";

const shapes = { x: [1, 4, 4, 16], skip: [1, 8, 8, 8], w: [3, 3, 24, 16] };
const specs = Object.fromEntries(
  Object.entries(shapes).map(([name, shape]) => [name, { shape, dtype: "float32" as const }]),
);

type Options = { readonly alignCorners?: boolean; readonly strides?: number };

/** The kernels of a convolution of an upsampled and another image, with its gradients, after splitting. */
function kernelsOf(block: number, { alignCorners = false, strides = 1 }: Options = {}): string[] {
  const fn = (x: tf.Tensor, skip: tf.Tensor, w: tf.Tensor) => {
    const upsampled = tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [8, 8], alignCorners);
    return tf.conv2d(tf.concat([upsampled, skip as tf.Tensor4D], 3), w as tf.Tensor4D, strides, "same");
  };
  const gradients = tf.grads((...xs) => tf.sum(tf.square(fn(...(xs as [tf.Tensor, tf.Tensor, tf.Tensor])))));
  const graph = trace(({ x, skip, w }) => {
    const [dx, dskip, dw] = gradients([x, skip, w] as tf.Tensor[]) as [tf.Tensor, tf.Tensor, tf.Tensor];
    return { dx, dskip, dw };
  }, specs);
  return runPasses(graph, block).nodes.map(({ kernel }) => kernel);
}

const ownKernels = [upsampledConv, upsampledConvBackpropFilter, upsampledConvBackpropInput];

test("an upsampled image that is concatenated with another has convolutions of its own, forward and backward", () => {
  const kernels = kernelsOf(16);
  for (const kernel of [...ownKernels, "Conv2D", "Conv2DBackpropFilter", "Conv2DBackpropInput"])
    expect(kernels.filter((name) => name === kernel)).toHaveLength(1);
  expect(kernels).not.toContain("SplitV");
  expect(kernels).not.toContain("ResizeNearestNeighborGrad");
});

test.each([
  ["without blocks of channels", 0, {}],
  ["with corners aligned", 16, { alignCorners: true }],
  ["with a stride", 16, { strides: 2 }],
  ["with fewer outputs than a block", 32, {}],
] as const)("%s convolutions stay whole", (_, block, options) => {
  const kernels = kernelsOf(block, options);
  for (const kernel of ownKernels) expect(kernels).not.toContain(kernel);
  expect(kernels).toContain("SplitV");
});

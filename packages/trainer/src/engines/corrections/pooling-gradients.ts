import * as tf from "@tensorflow/tfjs-core";
import type { Correction } from "./correction.ts";
import { type Geometry, offsets, pick, place, withMargins, withoutMargins } from "./windows.ts";

const geometry = (
  x: tf.Tensor4D,
  { filterSize, strides, pad, dimRoundingMode }: tf.MaxPoolGradAttrs,
): Geometry => tf.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode);

/**
 * Only TensorFlow itself divides by the pixels in a window; the others by its area, padding included. Scaling what
 * comes in makes up for it.
 */
const avgPoolGradient: Correction = {
  kernel: tf.AvgPoolGrad,
  wanted: (backend) => backend !== "tensorflow",
  make: (original, backendName) => (args) => {
    if (!original)
      throw new Error(`Expected backend ${backendName} to have a gradient of average pooling, found none`);
    const { dy, input } = args.inputs as unknown as { dy: tf.Tensor4D; input: tf.Tensor4D };
    const info = geometry(input, args.attrs as unknown as tf.MaxPoolGradAttrs);
    const { top, bottom, left, right } = info.padInfo;
    if (top + bottom + left + right === 0) return original(args);
    const scaled = tf.tidy(() => tf.mul(dy, areaByPixels(info)));
    const dx = original({ ...args, inputs: { ...args.inputs, dy: scaled } });
    scaled.dispose();
    return dx;
  },
};

/** Area of each window over the number of its pixels inside the image, [1, outHeight, outWidth, 1]. */
function areaByPixels(info: Geometry): tf.Tensor4D {
  const { outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const axis = (outputs: number, stride: number, window: number, before: number, size: number) =>
    Array.from({ length: outputs }, (_, i) => {
      const start = i * stride - before;
      return window / (Math.min(start + window, size) - Math.max(start, 0));
    });
  const rows = axis(outHeight, strideHeight, filterHeight, padInfo.top, info.inHeight);
  const columns = axis(outWidth, strideWidth, filterWidth, padInfo.left, info.inWidth);
  return tf.mul(tf.tensor4d(rows, [1, outHeight, 1, 1]), tf.tensor4d(columns, [1, 1, outWidth, 1]));
}

/** The wasm backend's own is wrong for windows that are all negative. The first of equal pixels gets the gradient. */
const maxPoolGradient: Correction = {
  kernel: tf.MaxPoolGrad,
  wanted: (backend) => backend === "wasm",
  make:
    () =>
    ({ inputs, attrs }) =>
      tf.tidy(() => {
        const { dy, input, output } = inputs as unknown as Record<"dy" | "input" | "output", tf.Tensor4D>;
        const info = geometry(input, attrs as unknown as tf.MaxPoolGradAttrs);
        const padded = withMargins(input, info, Number.NEGATIVE_INFINITY);
        let open = tf.onesLike(output);
        const parts = offsets(info).map((offset) => {
          const hit = tf.mul(tf.cast(tf.equal(pick(padded, offset, info), output), "float32"), open);
          open = tf.sub(open, hit);
          return place(tf.mul(dy, hit), offset, info);
        });
        return withoutMargins(tf.addN(parts), info);
      }),
};

export const poolingGradients: readonly Correction[] = [avgPoolGradient, maxPoolGradient];

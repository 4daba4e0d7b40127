import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { firstOf, type LayerArgs, type LayerShape } from "./layer-parts.ts";

/**
 * A depthwise 3x3 convolution without bias, with stride 1 and "same" padding, whose taps are `rate` pixels apart.
 * TensorFlow.js's own layer ignores `dilationRate`, and its gradients reject it; this layer supports both on every
 * backend. Its weight has the name and shape of that of a plain depthwise convolution, `depthwise_kernel`.
 */
export class DilatedDepthwiseConv2D extends tfl.layers.Layer {
  /** Name under which saved models know the layer. */
  static readonly className = "FacesegDilatedDepthwiseConv2D";
  private readonly rate: number;
  private kernel: tfl.LayerVariable | undefined;

  /** @param args `rate`, the pixels from one tap to the next; and what every layer takes, such as `name`. */
  constructor(args: LayerArgs & { rate: number }) {
    super(args);
    this.rate = args.rate;
  }

  override build(shape: LayerShape | LayerShape[]): void {
    const channels = (shape as LayerShape).at(-1) as number;
    const initializer = tfl.initializers.glorotUniform({});
    this.kernel = this.addWeight("depthwise_kernel", [3, 3, channels, 1], "float32", initializer);
    super.build(shape);
  }

  override computeOutputShape(shape: LayerShape | LayerShape[]): LayerShape {
    return shape as LayerShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const filter = this.kernel?.read() as tf.Tensor4D;
    return tf.tidy(() => convolve(firstOf(inputs) as tf.Tensor4D, filter, this.rate));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate };
  }
}

tf.serialization.registerClass(DilatedDepthwiseConv2D);

function convolve(x: tf.Tensor4D, filter: tf.Tensor4D, rate: number): tf.Tensor4D {
  const dilated = tf.customGrad((...args) => {
    const [input, kernel, save] = args as unknown as [tf.Tensor4D, tf.Tensor4D, tf.GradSaveFunc];
    save([input, kernel]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [input, kernel] = saved as [tf.Tensor4D, tf.Tensor4D];
      // With stride 1 the gradient of the input is a convolution too, with the filter rotated by 180 degrees.
      return [
        depthwise(dy as tf.Tensor4D, tf.reverse(kernel, [0, 1]), rate),
        filterGradient(input, dy as tf.Tensor4D, kernel.shape, rate),
      ];
    };
    return { value: depthwise(input, kernel, rate), gradFunc };
  });
  return dilated(x, filter) as tf.Tensor4D;
}

const depthwise = (x: tf.Tensor4D, filter: tf.Tensor4D, rate: number) =>
  tf.depthwiseConv2d(x, filter, 1, "same", "NHWC", rate);

/** One tap after the other: the sum of its inputs times the gradients of their outputs. */
function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  shape: tf.Tensor4D["shape"],
  rate: number,
): tf.Tensor {
  const margin: [number, number] = [rate, rate];
  const padded = tf.pad(x, [[0, 0], margin, margin, [0, 0]]);
  const taps = [0, 1, 2].flatMap((row) =>
    [0, 1, 2].map((column) => {
      const seen = tf.slice(padded, [0, row * rate, column * rate, 0], x.shape);
      return tf.sum(tf.mul(seen, dy), [0, 1, 2]);
    }),
  );
  return tf.reshape(tf.stack(taps), shape);
}

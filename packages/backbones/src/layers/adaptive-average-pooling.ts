import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { firstOf, type LayerArgs, type LayerShape } from "./layer-parts.ts";

/**
 * Averages [batch, height, width, channels] over `bins` x `bins` windows, for any height and width, to
 * [batch, bins, bins, channels]. Along a side of n pixels, window i goes from floor(i n / bins) up to
 * ceil((i + 1) n / bins), as in PyTorch's `AdaptiveAvgPool2d`: windows overlap where the bins do not divide the side.
 */
export class AdaptiveAveragePooling extends tfl.layers.Layer {
  /** Name under which saved models know the layer. */
  static readonly className = "FacesegAdaptiveAveragePooling";
  private readonly bins: number;

  /** @param args `bins`, the windows along each side; and what every layer takes, such as `name`. */
  constructor(args: LayerArgs & { bins: number }) {
    super(args);
    this.bins = args.bins;
  }

  override computeOutputShape(shape: LayerShape | LayerShape[]): LayerShape {
    const [batch = null, , , channels = null] = shape as LayerShape;
    return [batch, this.bins, this.bins, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const { bins } = this;
    return tf.tidy(() => {
      const x = firstOf(inputs) as tf.Tensor4D;
      const [batch, height, width, channels] = x.shape;
      const lines = tf.reshape(x, [batch, height, width * channels]);
      const down = tf.matMul(averages(height, bins), lines);
      const pixels = tf.reshape(down, [batch * bins, width, channels]);
      return tf.reshape(tf.matMul(averages(width, bins), pixels), [batch, bins, bins, channels]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), bins: this.bins };
  }
}

tf.serialization.registerClass(AdaptiveAveragePooling);

/** [bins, pixels]: row i averages window i. */
function averages(pixels: number, bins: number): tf.Tensor2D {
  const table = new Float32Array(bins * pixels);
  for (let bin = 0; bin < bins; bin++) {
    const first = Math.floor((bin * pixels) / bins);
    const last = Math.ceil(((bin + 1) * pixels) / bins);
    table.fill(1 / (last - first), bin * pixels + first, bin * pixels + last);
  }
  return tf.tensor2d(table, [bins, pixels]);
}

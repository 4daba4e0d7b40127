import { checkChoice, checkNumber, checkOptions } from "@faceseg/core";
import { checkEncoderOptions } from "../encoders/check-encoder-options.ts";
import { type Freeze, freezeChoices } from "./freeze-encoder.ts";

/** The options that every segmentation network takes. */
export interface NetworkOptions {
  /** Height and width in pixels, multiples of 32, and 3 channels. */
  readonly inputShape: readonly [height: number, width: number, channels: 3];
  /** Number of classes, background included; the last axis of the output. */
  readonly numClasses: number;
  /** Multiplies the number of filters of the network's own layers (not those of its encoder). @default 1 */
  readonly width?: number;
  /** Momentum of the moving statistics of every batch normalization, from 0 to 1. @default 0.99 */
  readonly bnMomentum?: number;
  /** Whether probabilities leave the network; otherwise the logits do. @default true */
  readonly softmax?: boolean;
  /** Seed of the initial weights, a whole number. @default none: the weights differ from call to call */
  readonly seed?: number;
  /** What training does not change: nothing, the encoder, or only its batch normalizations. @default "none" */
  readonly freeze?: Freeze;
}

/** Options with their defaults; only `seed` may be absent. */
export type ResolvedNetworkOptions = Required<Omit<NetworkOptions, "seed">> & Pick<NetworkOptions, "seed">;

/**
 * Checks the options that every network takes, and fills in the defaults.
 *
 * @param builder Name of the function that takes the options, for the error.
 * @param options The options, without those that only this network takes.
 * @param own The options that only this network takes, by name; the error about an unknown option lists them too.
 * @throws {RangeError} for an unknown option, and for an illegal value, naming the nearest legal one.
 * @example
 * const { alpha = 1, ...common } = options;
 * const resolved = resolveNetworkOptions("buildUnet", common, { alpha });
 */
export function resolveNetworkOptions(
  builder: string,
  options: NetworkOptions,
  own: object = {},
): ResolvedNetworkOptions {
  const { inputShape, numClasses, seed } = options;
  const { width = 1, bnMomentum = 0.99, softmax = true, freeze = "none" } = options;
  const resolved = { inputShape, numClasses, width, bnMomentum, softmax, freeze };
  checkOptions(builder, options, [...Object.keys(resolved), "seed", ...Object.keys(own)]);
  checkEncoderOptions(resolved);
  checkNumber("numClasses", numClasses, { integer: true, min: 1 });
  checkNumber("width", width, { above: 0 });
  checkChoice("softmax", softmax, [true, false]);
  checkChoice("freeze", freeze, freezeChoices);
  if (seed === undefined) return resolved;
  // Beyond these numbers neighboring seeds are the same number.
  checkNumber("seed", seed, {
    integer: true,
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
  });
  return { ...resolved, seed };
}

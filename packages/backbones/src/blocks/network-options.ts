import type { Freeze } from "./freeze.ts";
import { illegal, validateBnMomentum, validateChoice, validateInputShape } from "./validate.ts";

/** The options that every segmentation network takes. */
export interface NetworkOptions {
  /** Height, width (multiples of 32) and 3. */
  readonly inputShape: readonly [height: number, width: number, channels: 3];
  /** Number of classes, background included; the last axis of the output. */
  readonly numClasses: number;
  /** Multiplies the number of filters of the network's own layers (not those of its backbone). @default 1 */
  readonly width?: number;
  /** Momentum of the moving statistics of every batch normalization. @default 0.99 */
  readonly bnMomentum?: number;
  /** Whether probabilities leave the network; otherwise the logits do. @default true */
  readonly softmax?: boolean;
  /** Seed of the initial weights; without one they differ from call to call. */
  readonly seed?: number;
  /** Which form of the network: the paper's ideas, or exactly that of the study. @default "default" */
  readonly variant?: "default" | "study";
  /** What training leaves alone: nothing, the backbone, or only its batch normalizations. @default "none" */
  readonly freeze?: Freeze;
}

/** Options with their defaults; only `seed` may be absent. */
export type ResolvedNetworkOptions = Required<Omit<NetworkOptions, "seed">> & Pick<NetworkOptions, "seed">;

/**
 * Checks the options of a network and fills in the defaults.
 *
 * @throws RangeError for a value that is not legal, naming the nearest legal one, and for an unknown option.
 */
export function resolveNetworkOptions(options: NetworkOptions): ResolvedNetworkOptions {
  const {
    inputShape,
    numClasses,
    width = 1,
    bnMomentum = 0.99,
    softmax = true,
    variant = "default",
    freeze = "none",
    seed,
    ...unknown
  } = options;
  const resolved = { inputShape, numClasses, width, bnMomentum, softmax, variant, freeze };
  const [stranger] = Object.keys(unknown);
  if (stranger !== undefined) {
    throw new RangeError(
      `Got an unknown option \`${stranger}\`; those of every network are ${Object.keys(resolved).join(", ")}, seed`,
    );
  }
  validateInputShape(inputShape, 32);
  validateBnMomentum(bnMomentum);
  if (!(Number.isInteger(numClasses) && numClasses > 0)) {
    throw illegal("`numClasses`", "a positive integer", numClasses, Math.max(1, Math.round(numClasses) || 1));
  }
  if (!(width > 0 && width < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Expected \`width\` to be a positive number, got ${width}; the full network has 1`);
  }
  if (typeof softmax !== "boolean") {
    throw new RangeError(`Expected \`softmax\` to be true or false, got ${JSON.stringify(softmax)}`);
  }
  validateChoice("variant", variant, ["default", "study"]);
  validateChoice("freeze", freeze, ["none", "backbone", "backbone-bn"]);
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    throw illegal("`seed`", "an integer", seed, Math.round(seed) || 0);
  }
  return { ...resolved, ...(seed !== undefined && { seed }) };
}

/** The number of filters of a layer under a width multiplier: `filters * width`, rounded, at least 1. */
export function scaleFilters(filters: number, width: number): number {
  return Math.max(1, Math.round(filters * width));
}

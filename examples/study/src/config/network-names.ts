/** The networks of the 2025 study, as it built them. */
const study = ["unet-2025", "pspnet-2025", "segnet-2025"] as const;

/** The networks as `buildNetwork` builds them. */
const defaults = ["unet", "pspnet", "segnet"] as const;

/** Defaults with one thing changed. */
const ablations = [
  "unet-random",
  "unet-frozen",
  "unet-no-skips",
  "pspnet-no-pyramid",
  "pspnet-bins-1248",
  "segnet-bilinear",
  "segnet-transposed",
  "unet-bilinear-labels",
  "unet-bgr",
] as const;

/** All networks, in the order in which they are trained and reported. */
export const networkNames = [...study, ...defaults, ...ablations] as const;
export type NetworkName = (typeof networkNames)[number];

/** Words that stand for several networks in `--networks` and `--only`. */
export const networkGroups: Readonly<Record<string, readonly NetworkName[]>> = Object.freeze({
  study,
  defaults,
  ablations,
  all: networkNames,
});

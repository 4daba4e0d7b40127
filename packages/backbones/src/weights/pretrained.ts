import { checkChoice } from "@faceseg/core";

/** A published file of pretrained weights. */
export interface PretrainedFile {
  /** Where it is published. */
  readonly url: string;
  /** Width multiplier of the encoder that it was trained for. */
  readonly alpha: number;
  /** SHA-256 of the published file in hex; undefined where it is not known, so that a download cannot be verified. */
  readonly sha256: string | undefined;
}

const folder = "https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/";

// Keras publishes no checksums for these files, and only the checksum of the very file may stand here. The one of 0.35
// (2,019,640 bytes) is what public projects verify a download of the same URL with.
const mobileNetV2 = (alpha: number, sha256?: string): PretrainedFile => {
  const width = Number.isInteger(alpha) ? alpha.toFixed(1) : alpha;
  const url = `${folder}mobilenet_v2_weights_tf_dim_ordering_tf_kernels_${width}_224_no_top.h5`;
  return Object.freeze({ url, alpha, sha256 });
};

/** Keras's ImageNet weights of MobileNetV2 without its classifier, trained at 224 x 224, by name. License: Apache-2.0. */
export const pretrained = Object.freeze({
  /** For a width multiplier of 0.35. */
  "mobilenet-v2-0.35": mobileNetV2(0.35, "df1c3db1d0d9193719c4c70f707c56f7021f999f825bdc57454c275cf6def19f"),
  /** For a width multiplier of 0.5. */
  "mobilenet-v2-0.5": mobileNetV2(0.5),
  /** For a width multiplier of 0.75. */
  "mobilenet-v2-0.75": mobileNetV2(0.75),
  /** For a width multiplier of 1. */
  "mobilenet-v2-1": mobileNetV2(1),
  /** For a width multiplier of 1.3. */
  "mobilenet-v2-1.3": mobileNetV2(1.3),
  /** For a width multiplier of 1.4. */
  "mobilenet-v2-1.4": mobileNetV2(1.4),
}) satisfies Readonly<Record<string, PretrainedFile>>;

/**
 * The entry of `pretrained` with this name.
 *
 * @throws {RangeError} listing the known names.
 * @example
 * findPretrained("mobilenet-v2-1").alpha; //=> 1
 */
export function findPretrained(name: string): PretrainedFile {
  return pretrained[checkChoice("name", name, Object.keys(pretrained) as (keyof typeof pretrained)[])];
}

/** The checksum that the file at this URL must have, if it is known. */
export function pinnedSha256(url: string): string | undefined {
  return Object.values<PretrainedFile>(pretrained).find((file) => file.url === url)?.sha256;
}

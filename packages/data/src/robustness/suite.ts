import type { LabeledImage } from "@faceseg/image";
import { corrupt } from "./corruption/corrupt.ts";
import { type CorruptionKind, corruptions } from "./corruption/corruptions.ts";
import type { DegradedImage } from "./degraded.ts";
import { type OcclusionKind, occlude, occlusions } from "./occlusion/occlude.ts";
import { changePose, type PoseKind, poses } from "./pose.ts";
import { type Severity, severities } from "./severity.ts";

/** A named way to make images harder, at one severity. */
export interface Condition {
  /** Family, kind and severity, such as "occlusion/sunglasses/3". */
  readonly name: string;
  /** Whether something hides the face, the image is damaged, or the face is turned, moved or small. */
  readonly family: "occlusion" | "corruption" | "pose";
  /** Kind of occlusion, corruption or pose, such as "sunglasses". */
  readonly kind: OcclusionKind | CorruptionKind | PoseKind;
  /** 1 (mild) to 5 (severe). */
  readonly severity: Severity;
  /** The image under the condition. It depends on the image, its id and the seed alone. @default seed 0 */
  readonly apply: (labeled: LabeledImage, seed?: number) => DegradedImage;
}

function conditions<K extends Condition["kind"]>(
  family: Condition["family"],
  kinds: Readonly<Record<K, unknown>>,
  apply: (labeled: LabeledImage, kind: K, severity: Severity, seed?: number) => DegradedImage,
): Condition[] {
  return (Object.keys(kinds) as K[]).flatMap((kind) =>
    severities.map((severity) =>
      Object.freeze({
        name: `${family}/${kind}/${severity}`,
        family,
        kind,
        severity,
        apply: (labeled: LabeledImage, seed = 0) => apply(labeled, kind, severity, seed),
      }),
    ),
  );
}

/**
 * Every kind of occlusion, corruption and pose at severities 1 to 5, in this order.
 *
 * @example
 * for (const { name, apply } of robustnessSuite) console.log(name, apply(image, 0).labels);
 */
export const robustnessSuite: readonly Condition[] = /* @__PURE__ */ (() =>
  Object.freeze([
    ...conditions("occlusion", occlusions, occlude),
    ...conditions("corruption", corruptions, corrupt),
    ...conditions("pose", poses, changePose),
  ]))();

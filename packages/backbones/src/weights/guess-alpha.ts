import { mobileNetV2Layers } from "../encoders/mobilenet-v2-layers.ts";
import { pretrained } from "./pretrained.ts";

/**
 * The width multipliers with which MobileNetV2 has these numbers of filters, by layer name; other layers are ignored.
 */
export function guessAlpha(filters: ReadonlyMap<string, number>): readonly number[] {
  return Object.values(pretrained)
    .map(({ alpha }) => alpha)
    .filter((alpha) => {
      const known = mobileNetV2Layers(alpha).filter(
        (layer) => layer.kind === "conv" && filters.has(layer.name),
      );
      return (
        known.length > 0 &&
        known.every((layer) => layer.kind === "conv" && layer.filters === filters.get(layer.name))
      );
    });
}

import type { Results } from "@faceseg/evaluation";
import { featured, galleryIndices, type Scored, scoreAll } from "../analysis/scored.ts";

/** A drawing as a data URI: `what` is `image`, `truth` or a network's key; undefined when it was not drawn. */
export type Images = (set: string, index: number, what: string) => string | undefined;

/** What a report shows of images. */
export interface Gallery {
  /** The drawings. */
  readonly images: Images;
  /**
   * Where the data's own images may not be shown: the networks on synthetic images, which `images` knows as a set
   * "synthetic", to be shown in their place. Null otherwise.
   */
  readonly synthetic: readonly Scored[] | null;
}

/** A gallery without drawings. */
export const emptyGallery: Gallery = Object.freeze({ images: () => undefined, synthetic: null });

/** Indices of all images of a set that some part of the report shows. */
export function shownIndices(results: Results, set: "test" | "other"): number[] {
  const scored = scoreAll(results, set);
  const cases = featured(scored).flatMap((one) => [...one.cases.worst, ...one.cases.best]);
  return [...new Set([...galleryIndices(scored[0]?.evaluation.images.length ?? 0), ...cases])];
}

/** The networks whose masks are drawn: those of the first seed. */
export function drawnNetworks({ networks, seeds }: Results): Results["networks"] {
  return networks.filter(({ seed }) => seed === seeds[0]);
}

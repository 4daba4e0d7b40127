import type { Dataset } from "@faceseg/data";
import { syntheticFaces } from "@faceseg/data/synthetic";
import type { LabeledImage } from "@faceseg/image";

/**
 * Synthetic faces, each drawn once: drawing one takes longer than a training step on it.
 *
 * @param options.onDrawn Called with the number of faces drawn so far.
 */
export function drawnFaces(options: {
  count: number;
  size: number;
  seed: number;
  onDrawn?: (count: number) => void;
}): Dataset {
  const { onDrawn = () => {} } = options;
  const faces = syntheticFaces(options);
  const drawn = new Map<string, LabeledImage>();
  const samples = faces.samples.map(({ id, load }) => ({
    id,
    load: async () => {
      const known = drawn.get(id);
      if (known) return known;
      const face = await load();
      drawn.set(id, face);
      onDrawn(drawn.size);
      return face;
    },
  }));
  return { ...faces, samples };
}

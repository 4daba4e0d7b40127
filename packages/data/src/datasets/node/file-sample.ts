import type { LabelMap } from "@faceseg/image";
import { resizeLabels } from "@faceseg/image";
import { type Coding, openImage, readLabels } from "@faceseg/image/node";
import type { Sample } from "../sample.ts";
import type { Pair } from "./pairs.ts";

/** A sample that reads a pair of files; `amend` may change the label map while it has its full size. */
export function fileSample(pair: Pair, coding: Coding, amend = (labels: LabelMap) => labels): Sample {
  return {
    id: pair.id,
    async load({ size } = {}) {
      const opened = await openImage(pair.image);
      const [image, labels] = await Promise.all([
        opened.decode(size),
        readLabels(pair.label, { coding, expectedSize: opened.size }),
      ]);
      const amended = amend(labels);
      return { id: pair.id, image, labels: size ? resizeLabels(amended, size) : amended };
    },
  };
}

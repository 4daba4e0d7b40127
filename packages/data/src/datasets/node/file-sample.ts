import { resizeLabels } from "@faceseg/image";
import { openImage } from "@faceseg/image/node";
import type { Sample } from "../sample.ts";
import type { LabeledFile } from "./found-dataset.ts";

/** A sample that reads an image and its labels when asked for. Without `size`, labels come at the image's size. */
export function fileSample({ id, image: file, read }: LabeledFile): Sample {
  return {
    id,
    async load({ size } = {}) {
      const opened = await openImage(file);
      const [image, labels] = await Promise.all([opened.decode(size), read(opened.size)]);
      return { id, image, labels: resizeLabels(labels, size ?? opened.size) };
    },
  };
}

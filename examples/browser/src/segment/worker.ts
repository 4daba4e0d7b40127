import type { Segmentation, Segmenter } from "@faceseg/segmenter";
import { serve } from "../work/serve.ts";
import { drawLayers, sharesOf } from "./layers.ts";
import { openNetwork } from "./open-network.ts";
import { readPixels } from "./pixels.ts";
import type { SegmentJobs } from "./protocol.ts";
import { savePng } from "./save.ts";

let segmenter: Segmenter | undefined;
let segmentation: Segmentation | undefined;

const ready = <T>(thing: T | undefined, name: string): T => {
  if (!thing) throw new Error(`Expected a ${name} before this, got none`);
  return thing;
};

serve<SegmentJobs>({
  async open(request) {
    segmenter = await openNetwork(request);
    const { classes, inputSize, engine } = segmenter;
    return { classes, inputSize, engine: engine.reason };
  },

  async segment({ source, look }) {
    const started = performance.now();
    const { image: pixels, original } = await readPixels(source);
    const open = ready(segmenter, "network");
    if (source.kind !== "frame") open.reset();
    segmentation = await open.segment(pixels);
    const [image, layers] = await Promise.all([createImageBitmap(pixels), drawLayers(segmentation, look)]);
    const { width, height, labels } = segmentation;
    return {
      ...{ width, height, original, image, ...layers },
      labels: labels.slice(), // transferred to the page
      shares: sharesOf(segmentation),
      ms: performance.now() - started,
    };
  },

  look: (look) => drawLayers(ready(segmentation, "image"), look),
  save: ({ what, look }) => savePng(ready(segmentation, "image"), what, look),
});

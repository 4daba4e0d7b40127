// The script of a page, and of its worker: segments what it is sent.

import type { ImageSource } from "@faceseg/image";
import { createSegmenter, type Segmenter } from "../../src/index.ts";

let segmenter: Promise<Segmenter>;

const load = (onnx: Uint8Array) => {
  segmenter = createSegmenter({
    model: onnx,
    threads: 1,
    wasmPaths: new URL("/onnxruntime/", location.href).href,
  });
};

const segment = async (source: ImageSource) => {
  const { width, height, labels } = await (await segmenter).segment(source);
  return { width, height, labels: [...labels] };
};

if ("document" in globalThis) {
  Object.assign(globalThis, {
    async load(bytes: number[]) {
      load(Uint8Array.from(bytes));
      return (await segmenter).engine;
    },
    segment,
    async drawn() {
      const segmentation = await (await segmenter).segment(
        document.querySelector("canvas") as HTMLCanvasElement,
      );
      const images = [
        segmentation.toImageData(),
        segmentation.overlay(),
        segmentation.recolor("hair", "#f00"),
      ];
      return images.every((image) => image instanceof ImageData && image.width === segmentation.width);
    },
  });
} else {
  globalThis.onmessage = async ({ data }) => {
    try {
      if (data.onnx) load(data.onnx);
      else globalThis.postMessage(await segment(data.image));
    } catch (error) {
      globalThis.postMessage({ error: String(error) });
    }
  };
}

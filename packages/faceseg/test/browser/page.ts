// The script of a page that uses every package that runs in browsers.
import "@tensorflow/tfjs-backend-cpu";
import { loadWeights } from "@faceseg/backbones";
import { augment, batches } from "@faceseg/data";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { evaluate, scoresOf } from "@faceseg/evaluation";
import { loadLayersModel, saveKeras } from "@faceseg/model-files";
import { exportOnnx, loadRuntime } from "@faceseg/onnx";
import { buildPspnet } from "@faceseg/pspnet";
import { createSegmenter } from "@faceseg/segmenter";
import { buildSegnet } from "@faceseg/segnet";
import { fit } from "@faceseg/trainer";
import { buildUnet } from "@faceseg/unet";
import * as tf from "@tensorflow/tfjs-core";

const violations: string[] = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  violations.push(`${violatedDirective} ${blockedURI}`),
);
const wasmPaths = new URL("/onnxruntime/", location.href).href;
const narrow = { inputShape: [32, 32, 3], numClasses: 11, alpha: 0.35, width: 0.05 } as const;

/** Draws, trains, measures, exports, saves, loads and segments; asks for no file but those of ONNX Runtime. */
async function work() {
  const { ort } = await loadRuntime("onnxruntime-web");
  (ort.env.wasm as { wasmPaths?: string }).wasmPaths = wasmPaths;
  const faces = syntheticFaces({ count: 4, size: 32, seed: 1 });
  const train = batches(faces, { size: 32, batchSize: 2, shuffle: true, transform: augment() });
  const unet = buildUnet(narrow);
  const { engine, epochs } = await fit(unet, { train, epochs: 1, engine: "onnxruntime-web", threads: 1 });
  const eager = buildSegnet(narrow);
  const slow = await fit(eager, { train, epochs: 1, engine: "tfjs" });
  const evaluation = await evaluate(unet, { dataset: faces, engine: "onnxruntime-web", threads: 1 });
  const keras = await saveKeras(buildPspnet(narrow));
  const again = await loadLayersModel(keras);
  const segmenter = await createSegmenter({ model: exportOnnx(unet), threads: 1, wasmPaths });
  const sample = await faces.samples[0]?.load();
  if (!sample) throw new Error("no face");
  const { labels } = await segmenter.segment(sample.image);
  await segmenter.dispose();
  return {
    engines: [engine.name, slow.engine.name],
    losses: [epochs[0]?.["loss"], slow.epochs[0]?.["loss"]],
    score: scoresOf(evaluation).meanIou,
    layers: again.layers.length,
    pixels: labels.length,
  };
}

/** Asks for a file, which is the one way to make a package open the network. */
const ask = async (url: string) => {
  const model = buildUnet(narrow);
  await loadWeights(model, url).catch((error: Error) => error.message);
};

/** What a page under a strict policy may not do; each of them is a violation. */
async function sin() {
  const caught: string[] = [];
  try {
    new Function("return 1")();
  } catch (error) {
    caught.push((error as Error).name);
  }
  await fetch("https://example.org/").catch((error: Error) => caught.push(error.name));
  return caught;
}

/** Leaves the debugger's call first: Chromium lets that evaluate text whatever the policy says. */
const later =
  <A extends unknown[], R>(fn: (...args: A) => Promise<R>) =>
  async (...args: A) => {
    await new Promise((resolve) => setTimeout(resolve));
    return fn(...args);
  };

await tf.ready();
Object.assign(globalThis, { work: later(work), ask: later(ask), sin: later(sin), violations });

import "@tensorflow/tfjs-backend-cpu";
import { batches } from "@faceseg/data";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { createPredictor } from "@faceseg/engine";
import { colorize, lapa11 } from "@faceseg/image";
import { fit, progressLogger } from "@faceseg/trainer";
import { buildUnet } from "@faceseg/unet";
import sharp from "sharp";

const [file = "mask.png", side = "128", faces = "400"] = process.argv.slice(2);
const [size, count] = [Number(side), Number(faces)];

// A narrow U-Net, and synthetic faces to train it on.
const model = buildUnet({
  inputShape: [size, size, 3],
  numClasses: lapa11.classes.length,
  alpha: 0.35,
  width: 0.25,
});
const train = batches(syntheticFaces({ count, size, seed: 1 }), { size, batchSize: 8, shuffle: true });
const { engine } = await fit(model, { train, epochs: 2, callbacks: [progressLogger()] });

// An unseen face, and the part that the network predicts for each of its pixels.
const predictor = await createPredictor(model);
const unseen = batches(syntheticFaces({ count: 1, size, seed: 2 }), { size, batchSize: 1 });
for await (const { images } of unseen.epoch(0)) {
  const mask = colorize({ width: size, height: size, data: await predictor.predict(images) }, lapa11);
  const raw = { width: size, height: size, channels: 3 } as const;
  await sharp(mask.data, { raw }).png().toFile(file);
}
await predictor.dispose();
console.log(
  `${file}: ${size} x ${size} pixels in the colors of ${lapa11.classes.length} parts, trained by ${engine.name}`,
);

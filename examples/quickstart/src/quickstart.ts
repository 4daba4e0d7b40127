import "@tensorflow/tfjs-backend-cpu";
import { batches } from "@faceseg/data";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { classes, colorize } from "@faceseg/image";
import { createPredictor, fit, progress } from "@faceseg/trainer";
import { buildUnet } from "@faceseg/unet";
import sharp from "sharp";

const [file = "mask.png", side = "128", faces = "400"] = process.argv.slice(2);
const [size, count] = [Number(side), Number(faces)];

// A slim U-Net, and drawn faces to train it on.
const model = buildUnet({
  inputShape: [size, size, 3],
  numClasses: classes.length,
  alpha: 0.35,
  width: 0.25,
});
const train = batches(syntheticFaces({ count, size, seed: 1 }), { size, batchSize: 8, shuffle: true });
const { engine } = await fit(model, { train, epochs: 2, callbacks: [progress()] });

// One face that it has never seen, and the part that it sees at every pixel.
const predictor = await createPredictor(model);
const unseen = batches(syntheticFaces({ count: 1, size, seed: 2 }), { size, batchSize: 1 });
for await (const { images } of unseen.epoch(0)) {
  const mask = colorize({ width: size, height: size, data: await predictor.predict(images) });
  const raw = { width: size, height: size, channels: 3 } as const;
  await sharp(mask.data, { raw }).png().toFile(file);
}
await predictor.dispose();
console.log(
  `${file}: ${size} x ${size} pixels in the colours of ${classes.length} parts, trained by ${engine.name}`,
);

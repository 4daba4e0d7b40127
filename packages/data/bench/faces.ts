// Drawn faces a second, image and labels, on one core and after a warm-up:
//   npm run bench:faces             at 64, 96, 128 and 256 pixels
//   npm run bench:faces -- <size>
import { syntheticFaces } from "../src/synthetic/index.ts";

const [asked] = process.argv.slice(2);
const sizes = asked === undefined ? [64, 96, 128, 256] : [Number(asked)];
const [warmUp, timed] = [100, 300];

for (const size of sizes) {
  const { samples } = syntheticFaces({ count: warmUp + timed, size, seed: 1 });
  for (const sample of samples.slice(0, warmUp)) await sample.load();
  const start = performance.now();
  for (const sample of samples.slice(warmUp)) await sample.load();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${size} px: ${(timed / seconds).toFixed(0)} faces/s`);
}

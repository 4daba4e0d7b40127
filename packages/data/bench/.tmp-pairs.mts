import { celebAMask as old } from "/tmp/base/packages/data/src/node.ts";
import { celebAMask } from "../src/node.ts";

const folder = "../../../shared/data/celebamask-mini";
const a = await old(folder, "train"),
  b = await celebAMask(folder, "train");
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
async function run(d: any, side: number) {
  const c = cpu(),
    w = performance.now();
  for (let i = 0; i < 60; i++) await d.samples[i].load({ size: { width: side, height: side } });
  return [cpu() - c, performance.now() - w];
}
const med = (l: number[]) => l.sort((x, y) => x - y)[l.length >> 1];
for (const side of [256, 128]) {
  const o: number[][] = [],
    n: number[][] = [];
  await run(a, side);
  await run(b, side);
  for (let r = 0; r < 9; r++) {
    o.push(await run(a, side));
    n.push(await run(b, side));
  }
  for (const k of [0, 1])
    console.log(
      side,
      k ? "wall" : "cpu",
      "old",
      (med(o.map((x) => x[k])) / 60).toFixed(2),
      "new",
      (med(n.map((x) => x[k])) / 60).toFixed(2),
      "ratio",
      (med(n.map((x) => x[k])) / med(o.map((x) => x[k]))).toFixed(2),
      "median of ratios",
      med(o.map((x, i) => n[i][k] / x[k])).toFixed(2),
    );
}

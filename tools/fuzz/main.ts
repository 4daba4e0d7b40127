// Gives every parser of bytes from outside thousands of hostile inputs, each in a process that is watched.
//   npm run fuzz                                        all targets, their full counts
//   npm run fuzz -- --targets h5,keras --count 500      some, with another count each
//   npm run fuzz -- --seed 7                            other inputs
import { parseArgs } from "node:util";
import { targets } from "./targets/index.ts";
import { type Report, watch } from "./watch.ts";

const names = targets.map(({ name }) => name);
const { values } = parseArgs({
  options: { targets: { type: "string" }, count: { type: "string" }, seed: { type: "string" } },
});
const chosen = values.targets?.split(",") ?? names;
const unknown = chosen.find((name) => !names.includes(name));
if (unknown !== undefined) {
  throw new RangeError(`Expected --targets of ${names.join(",")}, got ${JSON.stringify(unknown)}`);
}
const whole = (flag: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new RangeError(`Expected --${flag} to be a whole number, got ${text}`);
  return Number(text);
};
const seed = whole("seed", values.seed) ?? 1;
const count = whole("count", values.count);

console.log(`Seed ${seed}.`);
console.log("target         inputs   taken refused  failed  seconds  slowest ms  peak MB");
const reports: Report[] = [];
for (const target of targets.filter(({ name }) => chosen.includes(name))) {
  const report = await watch(target, seed, count ?? target.inputs, ({ index, why }) =>
    console.log(`  ${target.name} ${index}: ${why.split("\n").slice(0, 8).join("\n    ")}`),
  );
  reports.push(report);
  const numbers = [report.inputs, report.taken, report.refused, report.failures.length].map((n) =>
    String(n).padStart(8),
  );
  const cost = [
    report.seconds.toFixed(0).padStart(8),
    report.slowest.toFixed(0).padStart(11),
    (report.peak / 2 ** 20).toFixed(0).padStart(8),
  ];
  console.log(`${report.target.padEnd(13)}${numbers.join("")} ${cost.join(" ")}`);
}
const sum = (value: (report: Report) => number) =>
  reports.reduce((total, report) => total + value(report), 0);
const failed = sum(({ failures }) => failures.length);
console.log(
  `${sum(({ inputs }) => inputs)} inputs in ${sum(({ seconds }) => seconds).toFixed(0)} s, ${failed} failed.`,
);
if (failed > 0) process.exitCode = 1;

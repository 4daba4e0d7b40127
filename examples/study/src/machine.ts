import { createRequire } from "node:module";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import sharp from "sharp";
import type { Results } from "./results.ts";

const packages = [
  "onnxruntime-node",
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-layers",
  "@faceseg/trainer",
] as const;

/** What this process runs on. */
export function describeMachine(): Results["machine"] {
  const require = createRequire(import.meta.url);
  const version = (name: string) => (require(`${name}/package.json`) as { version: string }).version;
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    platform: `${type()} ${release()}, ${process.arch}`,
    node: process.version,
    packages: {
      ...Object.fromEntries(packages.map((name) => [name, version(name)])),
      sharp: sharp.versions.sharp ?? "unknown",
    },
  };
}

/** Samples the resident memory of this process until `stop`, which gives the highest value in bytes. */
export function watchMemory(intervalMs = 250): { stop(): number } {
  let peak = process.memoryUsage.rss();
  const sample = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, intervalMs);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      sample();
      return peak;
    },
  };
}

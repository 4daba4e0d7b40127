// A process that trains as the page does: WebAssembly fixes its number of threads once per process.
import { train } from "./train.ts";

process.once("message", async (job: Parameters<typeof train>[0]) => {
  const trained = await train(job);
  process.send?.(trained, () => process.exit());
});

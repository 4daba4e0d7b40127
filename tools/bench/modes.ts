import { median } from "./contest.ts";
import type { Settings } from "./flags.ts";
import { measure } from "./measure.ts";
import { fixed, format } from "./report.ts";
import { rounded } from "./row.ts";
import { inferenceWays, type Job, type OperatorTime } from "./task.ts";

/** The jobs of all networks and thread counts. */
const jobs = ({ networks, threads, variant, size, batch, steps, seconds }: Settings): Job[] =>
  networks.flatMap((network) =>
    threads.map((count) => ({ network, variant, size, batch, threads: count, steps, seconds })),
  );

/** Compares the predictor and the exported file with plain ONNX Runtime, as text or JSON. */
export async function inferenceMode(settings: Settings, log: (line: string) => void): Promise<string> {
  const results = [];
  for (const job of jobs(settings)) {
    log(`${job.network}, ${job.threads} thread(s)`);
    const times = await measure("inference", job);
    const perImage = inferenceWays.map((way) => median(times[way]) / job.batch);
    const [predictor = Number.NaN, session = Number.NaN, ...plain] = perImage;
    const best = Math.min(...plain);
    const msPerImage = Object.fromEntries(inferenceWays.map((way, i) => [way, rounded(perImage[i])]));
    const ratios = { createPredictor: rounded(best / predictor), createSession: rounded(best / session) };
    const { network, variant, size, batch, threads } = job;
    results.push({ network, variant, size, batch, threads, msPerImage, ratios });
  }
  if (settings.output === "json") return JSON.stringify(results, null, 2);
  const ratioTitles = ["createPredictor: of the best plain", "createSession: of the best plain"];
  const header = ["network", "threads", ...inferenceWays.map((way) => `${way} ms/image`), ...ratioTitles];
  const lines = results.map(({ network, threads, msPerImage, ratios }) => [
    network,
    String(threads),
    ...inferenceWays.map((way) => fixed(msPerImage[way], 2)),
    fixed(ratios.createPredictor, 2),
    fixed(ratios.createSession, 2),
  ]);
  return format([header, ...lines], settings.output);
}

/** The share of time of each operator, as text or JSON. */
export async function profileMode(settings: Settings, log: (line: string) => void): Promise<string> {
  const results = [];
  for (const job of jobs(settings)) {
    log(`${job.network}, ${job.threads} thread(s)`);
    results.push({ ...job, ...(await measure("profile", job)) });
  }
  if (settings.output === "json") return JSON.stringify(results, null, 2);
  return results
    .flatMap(({ network, threads, train, infer }) => [
      `${network}, ${threads} thread(s), a training step`,
      format(operatorTable(train), settings.output),
      `${network}, ${threads} thread(s), an inference`,
      format(operatorTable(infer), settings.output),
    ])
    .join("\n\n");
}

function operatorTable(times: readonly OperatorTime[]): string[][] {
  const total = times.reduce((sum, { ms }) => sum + ms, 0);
  const share = (ms: number) => `${fixed((100 * ms) / total)} %`;
  const line = (name: string, nodes: number, ms: number) => [name, fixed(nodes, 0), fixed(ms), share(ms)];
  const shown = times.filter(({ ms }) => ms >= total / 200);
  const rest = times.slice(shown.length);
  const sum = (field: "nodes" | "ms") => rest.reduce((value, time) => value + time[field], 0);
  return [
    ["operator", "nodes", "ms", "share"],
    ...shown.map(({ operator, nodes, ms }) => line(operator, nodes, ms)),
    line(`${rest.length} others`, sum("nodes"), sum("ms")),
  ];
}

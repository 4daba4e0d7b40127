import { arch, cpus, platform } from "node:os";
import type { NetworkName } from "faceseg";
import { type Contestant, contest, median, type Outcome } from "./contest.ts";
import type { Settings } from "./flags.ts";
import { measure } from "./measure.ts";
import { peerContestants } from "./peers/peers.ts";
import { publishedContestant } from "./peers/published.ts";
import { ensurePython } from "./peers/python.ts";
import { type Peaks, type Row, toRows } from "./row.ts";
import type { Cost, EngineName, Job, Times } from "./task.ts";

/** The results of a run of the benchmark. */
export interface Comparison {
  readonly rows: readonly Row[];
  /** The measurements behind each row. */
  readonly outcomes: readonly Outcome[];
  readonly peaks: Peaks;
  readonly costs: ReadonlyMap<NetworkName, Cost>;
  /** Each engine with its version. */
  readonly versions: readonly string[];
  readonly machine: string;
}

/** Measures all networks on all engines, and the peers if requested, in interleaved rounds. */
export async function compare(settings: Settings, log: (line: string) => void): Promise<Comparison> {
  const { networks, threads, peers, rounds } = settings;
  const python = peers ? ensurePython(log) : undefined;
  const engines = settings.engines ?? (await measure("engines", null));
  const costs = new Map<NetworkName, Cost>();
  for (const network of networks) costs.set(network, await measure("cost", { ...settings, network }));
  const jobOf = (network: NetworkName, count: number): Job => {
    const { variant, size, batch, steps, seconds } = settings;
    return { network, variant, size, batch, threads: count, steps, seconds };
  };
  const contestants = networks.flatMap((network) =>
    threads.flatMap((count) => {
      const job = jobOf(network, count);
      const own = engines.map((engine) => ownContestant(engine, job));
      return python ? [...own, ...peerContestants(python, job, costs.get(network)?.parameters ?? 0)] : own;
    }),
  );
  if (python) contestants.push(...threads.map((count) => publishedContestant(python, jobOf("unet", count))));
  const peaks = new Map<number, number>();
  for (const count of new Set(threads)) {
    log(`peak, ${count} thread(s)`);
    peaks.set(count, await measure("peak", { threads: count }));
  }
  const outcomes = await contest(contestants, rounds, (round, contestant, { setting }, result) => {
    const { network, engine, threads: count } = contestant;
    const name = [engine, setting].filter(Boolean).join(" ");
    const found = result instanceof Error ? `failed: ${result.message}` : inWords(result, settings.batch);
    log(`round ${round} of ${rounds}: ${network}, ${name}, ${count} thread(s): ${found}`);
  });
  const macs = new Map([...costs].map(([network, cost]) => [network, cost.macs]));
  const versions = outcomes.flatMap(({ version }, i) =>
    version === undefined ? [] : [`${contestants[i]?.engine} ${version}`],
  );
  return {
    rows: toRows(contestants, outcomes, settings, { macs, peaks }),
    outcomes,
    peaks,
    costs,
    versions: [...new Set(versions)],
    machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${platform()} ${arch()}, Node ${process.versions.node}`,
  };
}

/** Medians in ms an image. */
function inWords({ train, infer }: Times, batch: number): string {
  const perImage = (times: readonly number[]) => (median(times) / batch).toFixed(1);
  const training = train.length > 0 ? `training ${perImage(train)}, ` : "";
  return `${training}inference ${perImage(infer)} ms an image`;
}

function ownContestant(engine: EngineName, job: Job): Contestant {
  const candidate = { setting: "", measure: () => measure("measure", { ...job, engine }) };
  return { network: job.network, engine, threads: job.threads, candidates: [candidate] };
}

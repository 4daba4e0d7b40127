import type { Times } from "./task.ts";

/** One way to configure an engine, such as a memory layout. */
export interface Candidate {
  readonly setting: string;
  measure(): Promise<Times>;
}

/** An engine on one network and thread count; the best candidate counts, for training and inference separately. */
export interface Contestant {
  readonly network: string;
  readonly engine: string;
  readonly threads: number;
  readonly candidates: readonly Candidate[];
}

/** The result of a contestant: milliseconds per batch, as medians over the rounds of the medians over the steps. */
export interface Outcome {
  readonly train?: { readonly ms: number; readonly best: number; readonly setting: string };
  readonly infer?: { readonly ms: number; readonly best: number; readonly setting: string };
  readonly peakRssMb?: number;
  readonly version?: string;
  /** Why a candidate has no times, if it failed. */
  readonly errors: readonly string[];
}

interface Trial {
  readonly candidate: Candidate;
  readonly times: Times[];
  error?: string;
}

/**
 * Measures every contestant once in each round, in turn, so that a slow phase of the machine affects all. Candidates that
 * are best at nothing are skipped after the first round. `onMeasured` is called for each result, because a contest can take
 * an hour.
 */
export async function contest(
  contestants: readonly Contestant[],
  rounds: number,
  onMeasured: (round: number, contestant: Contestant, candidate: Candidate, result: Times | Error) => void,
): Promise<Outcome[]> {
  const trials = contestants.map(({ candidates }) =>
    candidates.map((candidate): Trial => ({ candidate, times: [] })),
  );
  for (let round = 1; round <= rounds; round++) {
    for (const [i, contestant] of contestants.entries()) {
      const all = trials[i] ?? [];
      const { train, infer } = outcome(all);
      for (const trial of all) {
        const isBest = [train?.setting, infer?.setting].includes(trial.candidate.setting);
        if (round > 1 && !isBest) continue;
        const result = await trial.candidate.measure().catch((error: Error) => error);
        if (result instanceof Error) trial.error = result.message;
        else trial.times.push(result);
        onMeasured(round, contestant, trial.candidate, result);
      }
    }
  }
  return trials.map(outcome);
}

function outcome(trials: readonly Trial[]): Outcome {
  const errors = trials.flatMap(({ candidate: { setting }, error }) =>
    error === undefined ? [] : [setting ? `${setting}: ${error}` : error],
  );
  const train = fastest(trials, "train");
  const infer = fastest(trials, "infer");
  const winner = trials.find(({ candidate }) => candidate.setting === (train ?? infer)?.setting);
  const [first] = winner?.times ?? [];
  return {
    ...(train && { train }),
    ...(infer && { infer }),
    ...(winner && { peakRssMb: Math.max(...winner.times.map(({ peakRssMb }) => peakRssMb)) }),
    ...(first && { version: first.version }),
    errors,
  };
}

function fastest(trials: readonly Trial[], task: "train" | "infer") {
  return trials
    .filter(({ times }) => times.some((round) => round[task].length > 0))
    .map(({ candidate: { setting }, times }) => {
      const rounds = times.map((round) => round[task]).filter(({ length }) => length > 0);
      return { setting, ms: median(rounds.map(median)), best: Math.min(...rounds.flat()) };
    })
    .sort((a, b) => a.ms - b.ms)[0];
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

import type { Contestant, Outcome } from "./contest.ts";
import type { Settings } from "./flags.ts";
import { type PeerName, peerNames } from "./peers/peers.ts";
import type { Variant } from "./task.ts";

/** How many times faster a row is than a peer on the same network and threads; 1 is equally fast. */
export interface Ratio {
  readonly train: number | null;
  readonly infer: number | null;
}

/** One line of the result. Missing values are null, with the reason in `error`. */
export interface Row {
  readonly network: string;
  /** Which version of the network it is. */
  readonly variant: Variant;
  readonly engine: string;
  readonly size: number;
  readonly batch: number;
  readonly threads: number;
  /** Milliseconds of a training step, divided by the batch. */
  readonly trainMsPerImage: number | null;
  readonly inferMsPerImage: number | null;
  /** Of training: 6 x multiply-accumulates of an image (forward, and twice that backward) in `trainMsPerImage`. */
  readonly gflops: number | null;
  /** `gflops` of the machine's measured peak on as many threads. */
  readonly shareOfPeak: number | null;
  /** Of the whole process up to the end of training, in MB of 10^6 bytes. */
  readonly peakRssMb: number | null;
  /** With `--peers`, for this project's engines. */
  readonly ratios?: Readonly<Partial<Record<PeerName, Ratio>>>;
  readonly error?: string;
}

/** The machine's peak in GFLOP/s, by number of threads. */
export type Peaks = ReadonlyMap<number, number>;

/** One row for each contestant; `macs` are the networks' multiply-accumulates for an image. */
export function toRows(
  contestants: readonly Contestant[],
  outcomes: readonly Outcome[],
  { variant, size, batch, peers }: Settings,
  { macs, peaks }: { macs: ReadonlyMap<string, number>; peaks: Peaks },
): Row[] {
  const rows = contestants.map(({ network, engine, threads }, i): Row => {
    const { train, infer, peakRssMb, errors = [] } = outcomes[i] ?? {};
    const gflops = train && (6 * (macs.get(network) ?? Number.NaN) * batch) / train.ms / 1e6;
    return {
      network,
      variant,
      engine,
      size,
      batch,
      threads,
      trainMsPerImage: rounded(train && train.ms / batch),
      inferMsPerImage: rounded(infer && infer.ms / batch),
      gflops: rounded(gflops),
      shareOfPeak: rounded(gflops && gflops / (peaks.get(threads) ?? Number.NaN)),
      peakRssMb: rounded(peakRssMb, 0),
      ...(errors.length > 0 && !(train && infer) && { error: errors.join("; ") }),
    };
  });
  if (!peers) return rows;
  return rows.map((row) =>
    isPeer(row.engine) || !macs.has(row.network) ? row : { ...row, ratios: ratiosOf(row, rows) },
  );
}

export const isPeer = (engine: string): engine is PeerName => peerNames.some((name) => name === engine);

function ratiosOf(row: Row, rows: readonly Row[]): Partial<Record<PeerName, Ratio>> {
  const others = rows.filter(({ network, threads }) => network === row.network && threads === row.threads);
  const ratio = (theirs: number | null, ours: number | null) =>
    rounded(theirs === null || ours === null ? undefined : theirs / ours);
  return Object.fromEntries(
    others
      .filter(({ engine }) => isPeer(engine))
      .map((peer) => [
        peer.engine,
        {
          train: ratio(peer.trainMsPerImage, row.trainMsPerImage),
          infer: ratio(peer.inferMsPerImage, row.inferMsPerImage),
        },
      ]),
  );
}

/** `value` rounded to `digits` decimals, or null. */
export const rounded = (value: number | undefined, digits = 3): number | null =>
  value === undefined || !Number.isFinite(value) ? null : Number(value.toFixed(digits));

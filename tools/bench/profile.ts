import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InferenceSession } from "onnxruntime-node";
import type { OperatorTime } from "./task.ts";

/** An event of ONNX Runtime's profile. */
interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  /** Start and duration in microseconds. */
  readonly ts: number;
  readonly dur: number;
  readonly args?: { readonly op_name?: string };
}

/**
 * Runs `work` with ONNX Runtime's profiler on in every session that it creates, and sums up the busiest one.
 *
 * @returns Milliseconds of each operator in one run of the graph, the most expensive first; first runs are skipped.
 */
export async function profiled(work: () => Promise<unknown>): Promise<OperatorTime[]> {
  const folder = await mkdtemp(join(tmpdir(), "faceseg-profile-"));
  const restore = profileNewSessions(folder);
  try {
    await work();
    const files = await Promise.all(
      (await readdir(folder)).map((file) => readFile(join(folder, file), "utf8")),
    );
    const profiles = files.map((text) => operatorTimes(JSON.parse(text) as ProfileEvent[]));
    const cost = (times: readonly OperatorTime[]) => times.reduce((sum, { ms }) => sum + ms, 0);
    return profiles.sort((a, b) => cost(b) - cost(a))[0] ?? [];
  } finally {
    restore();
    await rm(folder, { recursive: true });
  }
}

/** The packages have no option for the profiler; this turns it on for the sessions of this process. */
function profileNewSessions(folder: string): () => void {
  const { create } = InferenceSession;
  let sessions = 0;
  const profiling = async (model: Uint8Array, options: InferenceSession.SessionOptions = {}) => {
    const profileFilePrefix = join(folder, String(sessions++));
    const session = await create(model, { ...options, enableProfiling: true, profileFilePrefix });
    const release = session.release.bind(session);
    session.release = async () => {
      session.endProfiling(); // writes the file
      await release();
    };
    return session;
  };
  Object.assign(InferenceSession, { create: profiling });
  return () => Object.assign(InferenceSession, { create });
}

function operatorTimes(events: readonly ProfileEvent[]): OperatorTime[] {
  const runs = events.filter(({ name }) => name === "model_run").sort((a, b) => a.ts - b.ts);
  const [first, ...timed] = runs;
  if (first === undefined || timed.length === 0) return [];
  const sums = new Map<string, { nodes: number; us: number }>();
  for (const { cat, name, ts, dur, args } of events) {
    if (cat !== "Node" || !name.endsWith("_kernel_time") || ts < first.ts + first.dur) continue;
    const operator = args?.op_name ?? "unnamed";
    const { nodes, us } = sums.get(operator) ?? { nodes: 0, us: 0 };
    sums.set(operator, { nodes: nodes + 1, us: us + dur });
  }
  return [...sums]
    .map(([operator, { nodes, us }]) => ({
      operator,
      nodes: nodes / timed.length,
      ms: us / 1000 / timed.length,
    }))
    .sort((a, b) => b.ms - a.ms);
}

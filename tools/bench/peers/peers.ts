import { fileURLToPath } from "node:url";
import type { Candidate, Contestant } from "../contest.ts";
import { measurePython } from "../measure.ts";
import type { Job, Times } from "../task.ts";

/** The frameworks that this project is compared with. */
export const peerNames = ["pytorch", "keras"] as const;
export type PeerName = (typeof peerNames)[number];

/** Each framework's script and its settings, of which the faster counts. */
const peers: Readonly<Record<PeerName, { script: string; settings: readonly string[] }>> = {
  pytorch: { script: "pytorch_eager.py", settings: ["channels_last", "nchw"] },
  keras: { script: "keras_tensorflow.py", settings: ["graph", "jit_compile"] },
};

/** The peers as contestants; their networks must have `parameters` parameters. */
export function peerContestants(python: string, job: Job, parameters: number): Contestant[] {
  return peerNames.map((engine) => {
    const { script, settings } = peers[engine];
    const path = fileURLToPath(new URL(script, import.meta.url));
    const candidates = settings.map(
      (setting): Candidate => ({
        setting,
        measure: () => measurePython<Times>(python, path, { ...job, parameters, setting }),
      }),
    );
    return { network: job.network, engine, threads: job.threads, candidates };
  });
}

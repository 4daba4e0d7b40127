import type { Graph } from "../graph/graph.ts";
import { dropIdentities } from "./drop-identities.ts";
import { foldBatchNorm } from "./fold-batch-norm.ts";
import { splitUpsampled } from "./split-upsampled.ts";

/** Steps after which a graph can be looked at, in their order: the trace, then the passes that change it. */
export type PassName = "trace" | "fold-batch-norm" | "drop-identities" | "split-upsampled";

/** Is told the name of each pass and the graph as it is after it. */
export type OnPass = (name: PassName, graph: Graph) => void;

/**
 * Runs the passes that improve a traced graph, before it is lowered.
 *
 * @param block Channels per block of the convolutions; 0 for standard operators, where only the first pass runs.
 */
export function runPasses(traced: Graph, block: number, onPass: OnPass = () => {}): Graph {
  const passes: [PassName, (graph: Graph) => Graph][] = [
    ["fold-batch-norm", foldBatchNorm], // finds statistics that are constants: inference
  ];
  if (block > 0) {
    // Only the next pass looks through values; copies would hide the upsampling before a convolution from it.
    passes.push(["drop-identities", dropIdentities]);
    passes.push(["split-upsampled", (graph) => splitUpsampled(graph, block)]);
  }
  onPass("trace", traced);
  return passes.reduce((graph, [name, pass]) => {
    const changed = pass(graph);
    onPass(name, changed);
    return changed;
  }, traced);
}

import type * as tf from "@tensorflow/tfjs-core";
import type { DataType } from "../../graph/graph.ts";
import { type Kernel, kernel, required } from "../lowering/kernel.ts";
import { nchw, rowMajor } from "../lowering/layout.ts";

const overAxis = (op: "Softmax" | "LogSoftmax"): Kernel =>
  kernel<{ dim?: number; axis?: number }>({
    infer: (inputs) => required(inputs, "logits"),
    lower: (l, inputs, { dim, axis }) => {
      const logits = required(inputs, "logits");
      const along = (dim ?? axis ?? -1) < 0 ? logits.rank - 1 : (dim ?? axis ?? 0);
      const layout = logits.layouts.includes(nchw) ? nchw : rowMajor(logits.rank);
      const value = l.builder.op(op, [logits.full(layout)], { axis: layout.indexOf(`${along}`) });
      return l.tensor(logits.shape, layout, value);
    },
  });

const oneHot = kernel<tf.OneHotAttrs & { dtype: DataType }>({
  infer: (inputs, { depth, dtype }) => ({
    shape: [...required(inputs, "indices").shape, depth],
    dtype: dtype ?? "int32",
  }),
  lower: (l, inputs, { depth, onValue, offValue, dtype }) => {
    const indices = required(inputs, "indices");
    const rank = indices.rank;
    const layout = rank === 3 ? nchw : rowMajor(rank + 1); // label maps become planes, as convolutions need them
    const values = l.builder.constant("float32", [2], Float32Array.of(offValue, onValue));
    const depthName = l.builder.constant("int32", [], Int32Array.of(depth));
    const axis = layout.indexOf(`${rank}`);
    const value = l.builder.op("OneHot", [indices.full(rowMajor(rank)), depthName, values], { axis });
    return l.cast(l.tensor([...indices.shape, depth], layout, value), dtype ?? "int32");
  },
});

/** Class probabilities and their encodings. */
export const softmax: Record<string, Kernel> = {
  Softmax: overAxis("Softmax"),
  LogSoftmax: overAxis("LogSoftmax"),
  OneHot: oneHot,
};

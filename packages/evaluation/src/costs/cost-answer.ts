import { z } from "zod";

/** What `cost-worker.ts` prints: figures, or why the engine has none. */
export const costAnswerSchema = z.union([
  z.strictObject({
    p50: z.number(),
    p90: z.number(),
    throughput: z.number().nullable(),
    startMs: z.number(),
    peakRssBytes: z.number(),
  }),
  z.strictObject({ absent: z.string() }),
]);

/** An answer of `cost-worker.ts`. */
export type CostAnswer = z.infer<typeof costAnswerSchema>;

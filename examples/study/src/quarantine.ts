import { z } from "zod";

/** Pictures that cannot be read, each with the reason. */
export const badSamples = z.array(z.strictObject({ id: z.string(), message: z.string() }));

/** What each set of pictures leaves out; `quarantine.json` of a run folder is one of these. */
export const quarantineSchema = z.strictObject({
  train: badSamples,
  validation: badSamples,
  test: badSamples,
  other: badSamples,
});

export type Quarantine = z.infer<typeof quarantineSchema>;

/** Nothing is left out. */
export const nothing: Quarantine = Object.freeze({ train: [], validation: [], test: [], other: [] });

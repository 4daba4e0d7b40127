import { badSamplesSchema } from "@faceseg/evaluation";
import { z } from "zod";

/** What each set of images skips; `quarantine.json` of a run folder is one of these. */
export const quarantineSchema = z.strictObject({
  train: badSamplesSchema,
  validation: badSamplesSchema,
  test: badSamplesSchema,
  other: badSamplesSchema,
});

export type Quarantine = z.infer<typeof quarantineSchema>;

/** Nothing is skipped. */
export const nothing: Quarantine = Object.freeze({ train: [], validation: [], test: [], other: [] });

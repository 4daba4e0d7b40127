import type { JsonObject } from "./json.ts";

/** A loss, an optimizer or a callback, which may say how it was made. */
export interface Configured {
  /** Its name. */
  readonly name: string;
  /** Its options as plain JSON, `null` where one is absent. @default unknown */
  readonly config?: JsonObject;
}

/** Name and options as one object. */
export const described = ({ name, config }: Configured): JsonObject => ({ name, ...config });

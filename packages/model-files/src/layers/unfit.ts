import { show } from "../keras/parse-json.ts";

/** A value that a setting cannot have. Whoever catches it knows the layer and the setting. */
export class Unfit extends Error {
  constructor(expected: string, got: unknown) {
    super(`${expected}, got ${show(got)}`);
  }
}

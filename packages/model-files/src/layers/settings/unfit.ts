import { show } from "../../json/parse-json.ts";

/** A value that a setting cannot have. Whoever catches it knows the layer and the setting. */
export class Unfit extends Error {
  constructor(expected: string, found: unknown) {
    super(`${expected}, found ${show(found)}`);
  }
}

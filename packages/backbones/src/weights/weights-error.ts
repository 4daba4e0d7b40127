/** A weight that has another shape in the file than in the model. */
export interface Misshapen {
  /** Layer and weight, such as `Conv1/kernel`. */
  readonly name: string;
  /** The shape in the model. */
  readonly expected: readonly (number | null)[];
  /** The shape in the file. */
  readonly found: readonly number[];
}

/** The weights of a file do not fit a model; nothing was loaded. */
export class WeightsError extends Error {
  /** For checks without instanceof. */
  override readonly name = "WeightsError";
  /** Layers, or single weights of layers, that the model has and the file lacks. */
  readonly missing: readonly string[];
  /** Weights that have another shape in the file than in the model. */
  readonly misshapen: readonly Misshapen[];
  /** Weights that the file has in a layer of the model and the model lacks. */
  readonly unexpected: readonly string[];

  /**
   * @param summary What does not fit, as the first line of the message.
   * @param faults What is listed in the lines after it.
   */
  constructor(
    summary: string,
    faults: Pick<WeightsError, "missing" | "misshapen" | "unexpected"> = {
      missing: [],
      misshapen: [],
      unexpected: [],
    },
  ) {
    const { missing, misshapen, unexpected } = faults;
    const shapes = misshapen.map(
      ({ name, expected, found }) => `${name} is [${found.join(", ")}], expected [${expected.join(", ")}]`,
    );
    super(
      [
        summary,
        ...list("missing in the file", missing),
        ...list("of another shape", shapes),
        ...list("in the file but not in the model", unexpected),
      ].join("\n"),
    );
    this.missing = missing;
    this.misshapen = misshapen;
    this.unexpected = unexpected;
  }
}

const list = (title: string, items: readonly string[]) =>
  items.length === 0 ? [] : [`  ${title} (${items.length}):`, ...items.map((item) => `    ${item}`)];

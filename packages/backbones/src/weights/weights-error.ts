/** A weight whose shape in the file is not that in the model. */
export interface Misshapen {
  /** Layer and weight, for instance `Conv1/kernel`. */
  readonly name: string;
  readonly expected: readonly (number | null)[];
  readonly found: readonly number[];
}

/** Weights that do not fit a model; nothing was assigned. */
export class WeightsError extends Error {
  override readonly name = "WeightsError";
  /** Layers, or single weights of layers, that the model has and the file has not. */
  readonly missing: readonly string[];
  readonly misshapen: readonly Misshapen[];
  /** Weights that the file has in a layer of the model and the model has not. */
  readonly unexpected: readonly string[];

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

/**
 * Checks numbers by the name of their argument.
 *
 * @throws RangeError when one is outside `lowest`..`highest`.
 */
export function within(values: Readonly<Record<string, number>>, lowest: number, highest: number): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value >= lowest && value <= highest)) {
      const legal = value > highest ? highest : lowest;
      throw new RangeError(
        `Expected \`${name}\` in ${lowest}..${highest}, got ${value}; the nearest is ${legal}`,
      );
    }
  }
}

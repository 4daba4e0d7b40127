/** How bad a condition is: 1 is mild, 5 is severe. */
export type Severity = 1 | 2 | 3 | 4 | 5;

/** All severities, from mild to severe. */
export const severities: readonly Severity[] = Object.freeze([1, 2, 3, 4, 5] as const);

/** One value for each severity. */
export type Levels<T = number> = readonly [T, T, T, T, T];

/**
 * The value for a severity.
 *
 * @throws RangeError when the severity is not a whole number from 1 to 5.
 */
export function levelOf<T>(levels: Levels<T>, severity: number): T {
  if (!severities.includes(severity as Severity)) {
    const legal = Math.min(Math.max(Math.round(severity) || 1, 1), 5);
    throw new RangeError(
      `Expected \`severity\` to be a whole number in 1..5, got ${severity}; the nearest is ${legal}`,
    );
  }
  return levels[severity - 1] as T;
}

/**
 * The entry of a registry.
 *
 * @throws RangeError when the kind is unknown, with the list of known ones.
 */
export function kindOf<T>(registry: Readonly<Record<string, T>>, kind: string): T {
  if (!Object.hasOwn(registry, kind)) {
    throw new RangeError(`Expected \`kind\` to be one of ${Object.keys(registry).join(", ")}, got ${kind}`);
  }
  return registry[kind] as T;
}

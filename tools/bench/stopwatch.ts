/**
 * Milliseconds of each call of several functions, called in turn: once to warm up, then `calls` times, or until
 * `seconds` are over (but at least once).
 */
export async function timeInTurn<T extends string>(
  functions: Readonly<Record<T, () => Promise<unknown>>>,
  { calls, seconds }: { calls: number; seconds: number },
): Promise<Record<T, number[]>> {
  const names = Object.keys(functions) as T[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<T, number[]>;
  for (const name of names) await functions[name]();
  const start = performance.now();
  for (let i = 0; i < calls; i++) {
    for (const name of names) {
      const begun = performance.now();
      await functions[name]();
      times[name].push(performance.now() - begun);
    }
    if (performance.now() - start > seconds * 1000) break;
  }
  return times;
}

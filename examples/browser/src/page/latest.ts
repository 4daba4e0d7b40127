/**
 * Runs one job at a time: of those asked for while one is under way only the last is done, so that a slider never
 * outruns a worker.
 */
export function latest<T>(work: (argument: T) => Promise<void>): (argument: T) => Promise<void> {
  let running: Promise<void> | undefined;
  let next: { argument: T } | undefined;
  const run = async () => {
    while (next) {
      const { argument } = next;
      next = undefined;
      await work(argument);
    }
  };
  return (argument) => {
    next = { argument };
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
}

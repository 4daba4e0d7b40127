/// <reference types="node" />

/** What a shell says of a program that ended by these signals. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Time in which further signals count as the same one: npm passes one Ctrl-C on several times. */
const sameSignalMs = 1000;

/** A program that can be told to stop. */
export interface StopSignal {
  /** Aborted at the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** The exit code for the signal that came, or 0. */
  readonly exitCode: number;
}

/**
 * Listens for SIGINT (Ctrl-C) and SIGTERM: the first aborts the signal, so that the program can finish its step and
 * save; a second one, a second later, ends the process at once.
 *
 * @param onFirst Called at the first signal, to tell the user what happens.
 */
export function listenForStop(onFirst: () => void): StopSignal {
  const abort = new AbortController();
  const stop = { signal: abort.signal, exitCode: 0 };
  let first = 0;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (first === 0) {
        first = performance.now();
        stop.exitCode = exitCodes[name];
        onFirst();
        abort.abort();
      } else if (performance.now() - first > sameSignalMs) {
        process.removeAllListeners(name);
        process.kill(process.pid, name);
      }
    });
  }
  return stop;
}

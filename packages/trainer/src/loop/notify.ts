import type { Callback, Run } from "../callbacks/callback.ts";

/** The methods of a callback that are told of a moment of a run. */
export type Moment =
  | "onTrainBegin"
  | "onEpochBegin"
  | "onTrainBatchBegin"
  | "onTrainBatchEnd"
  | "onEpochEnd"
  | "onTrainEnd";

/** What a moment's methods take before the run. */
export type MomentArguments<M extends Moment> =
  Parameters<NonNullable<Callback[M]>> extends [...infer Arguments, run: Run] ? Arguments : never;

/** Tells a moment of the run to all callbacks, one after another in their order. */
export type Notify = <M extends Moment>(moment: M, ...args: MomentArguments<M>) => Promise<void>;

/** The `notify` of a run and its callbacks. */
export const notifier =
  (callbacks: readonly Callback[], run: Run): Notify =>
  async (moment, ...args) => {
    for (const callback of callbacks) {
      const method = callback[moment] as ((...all: unknown[]) => void | Promise<void>) | undefined;
      await method?.call(callback, ...args, run);
    }
  };

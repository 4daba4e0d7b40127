import type { Optimizer } from "../optimizers/optimizer.ts";
import { shapesOf } from "../step/model-weights.ts";
import type { TrainingPlan } from "../step/training-plan.ts";
import { initialSlots, type TrainingState } from "../step/training-state.ts";
import type { NamedArrays } from "./run-store.ts";

/** An array of a training state, and the name under which it is stored. */
interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  /** The list that holds the array, and its place there. */
  readonly list: (state: TrainingState) => readonly Float32Array[];
  readonly index: number;
}

function entriesOf({ weights: { trainable, statistics }, optimizer }: TrainingPlan): Entry[] {
  const entries = (variables: typeof trainable, prefix: string, list: Entry["list"]): Entry[] => {
    const shapes = shapesOf(variables);
    return variables.map(({ originalName }, index) => ({
      name: prefix + originalName,
      shape: shapes[index] as number[],
      list,
      index,
    }));
  };
  return [
    ...entries(trainable, "", ({ weights }) => weights),
    ...entries(statistics, "", (state) => state.statistics),
    ...optimizer.slots.flatMap((slot) =>
      entries(trainable, slotPrefix(optimizer, slot), ({ slots }) => slots[slot] as readonly Float32Array[]),
    ),
  ];
}

/** What the names of the arrays of an optimizer's vector begin with. */
const slotPrefix = ({ name }: Optimizer, slot: string) => `${name}/${slot}/`;

/** The arrays of a training state by name: of a weight its own, of a slot `<optimizer>/<slot>/<weight>`. */
export const namedState = (state: TrainingState, plan: TrainingPlan): NamedArrays =>
  Object.fromEntries(
    entriesOf(plan).map(({ name, shape, list, index }) => [
      name,
      { shape, data: list(state)[index] as Float32Array },
    ]),
  );

/**
 * The training state that has these arrays; others among them are ignored.
 *
 * @throws {Error} where an array of the plan is missing or has another shape.
 */
export function unnamedState(arrays: NamedArrays, plan: TrainingPlan): TrainingState {
  const slots = Object.fromEntries(plan.optimizer.slots.map((slot) => [slot, [] as Float32Array[]]));
  const state: TrainingState = { weights: [], statistics: [], slots };
  for (const { name, shape, list, index } of entriesOf(plan)) {
    const stored = arrays[name];
    if (!stored || stored.shape.join() !== shape.join()) {
      const found = stored ? `shape [${stored.shape}]` : "nothing";
      throw new Error(
        `Expected the stored run to have "${name}" of shape [${shape}], found ${found}; ` +
          "resume with the model and optimizer that the run was started with",
      );
    }
    (list(state) as Float32Array[])[index] = stored.data;
  }
  return state;
}

/** Like `unnamedState`; vectors of the optimizer that are missing begin as in a new run. */
export function unnamedStateForNewOptimizer(arrays: NamedArrays, plan: TrainingPlan): TrainingState {
  const { optimizer } = plan;
  const without = unnamedState(arrays, { ...plan, optimizer: { ...optimizer, slots: [] } });
  const begun = { ...without, slots: initialSlots(optimizer, without.weights) };
  return unnamedState({ ...namedState(begun, plan), ...arrays }, plan);
}

/** Whether the arrays have a vector of the optimizer. */
export const hasSlotsOf = (optimizer: Optimizer, arrays: NamedArrays): boolean =>
  optimizer.slots.some((slot) =>
    Object.keys(arrays).some((name) => name.startsWith(slotPrefix(optimizer, slot))),
  );

/** The average of a weight among the arrays, if the optimizer averages weights. */
export const averageOf = (
  weight: string,
  optimizer: Optimizer,
  arrays: NamedArrays,
): Float32Array | undefined =>
  optimizer.averages === undefined
    ? undefined
    : arrays[slotPrefix(optimizer, optimizer.averages) + weight]?.data;

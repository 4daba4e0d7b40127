import type { LabelMap } from "../image.ts";
import { ignoreId } from "../taxonomy/taxonomy.ts";
import { type Component, findComponents } from "./components.ts";

/** How a component's new label is chosen. */
export interface DissolveOptions {
  /**
   * [height, width, numClasses]. With them, a removed piece gets the most probable of the labels around it; without,
   * the label that shares most of its border.
   */
  readonly probabilities?: Float32Array;
}

/**
 * Gives components that should not be there to the best label around them. Ignored pixels (255) take no part: they
 * are neither dissolved nor a label to take.
 *
 * Labels are only taken from what stays or has been given away before: a round gives away all that touch such pixels,
 * so the order within it does not matter, and what lies deeper waits for the next. What only ignored pixels surround
 * stays as it is.
 *
 * @param unwanted Those of a map's components that should not be there.
 * @throws RangeError when the probabilities are not a whole number of classes a pixel.
 */
export function dissolve(
  labels: LabelMap,
  unwanted: (list: readonly Component[]) => readonly Component[],
  { probabilities }: DissolveOptions,
): LabelMap {
  const numClasses = numClassesOf(labels, probabilities);
  const { width, height } = labels;
  const data = Uint8Array.from(labels.data);
  const open = Uint8Array.from(data, (id) => (id === ignoreId ? 1 : 0));
  let waiting = unwanted(findComponents(labels)).filter(({ id }) => id !== ignoreId);
  for (const { pixels } of waiting) for (const pixel of pixels) open[pixel] = 1;
  for (let rest: Component[]; waiting.length > 0; waiting = rest) {
    rest = [];
    const chosen: [Component, number][] = [];
    for (const component of waiting) {
      const lengths = contacts(component, width, data, open);
      const best = bestOf(
        lengths,
        probabilities === undefined
          ? (id) => lengths.get(id) as number
          : (id) => sumOf(component, probabilities, numClasses, id),
      );
      if (best === undefined) rest.push(component);
      else chosen.push([component, best]);
    }
    if (chosen.length === 0) break;
    for (const [{ pixels }, id] of chosen) {
      for (const pixel of pixels) {
        data[pixel] = id;
        open[pixel] = 0;
      }
    }
  }
  return { width, height, data };
}

function numClassesOf({ data }: LabelMap, probabilities: Float32Array | undefined): number {
  const numClasses = (probabilities?.length ?? data.length) / data.length;
  if (Number.isInteger(numClasses) && numClasses >= 1) return numClasses;
  throw new RangeError(
    `Expected \`probabilities\` to hold a whole number of classes for each of ${data.length} pixels, ` +
      `got ${probabilities?.length} numbers`,
  );
}

/** The settled labels across a component's border, with how many pixel sides they touch. */
function contacts(
  { pixels }: Component,
  width: number,
  data: Uint8Array,
  open: Uint8Array,
): Map<number, number> {
  const lengths = new Map<number, number>();
  const touch = (near: number) => {
    if (open[near] !== 0) return;
    const id = data[near] as number;
    lengths.set(id, (lengths.get(id) ?? 0) + 1);
  };
  for (const pixel of pixels) {
    const x = pixel % width;
    if (x > 0) touch(pixel - 1);
    if (x < width - 1) touch(pixel + 1);
    touch(pixel - width);
    touch(pixel + width);
  }
  return lengths;
}

/** The id of the highest score; of equal ones the lowest. */
function bestOf(ids: ReadonlyMap<number, number>, score: (id: number) => number): number | undefined {
  let best: number | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (const id of [...ids.keys()].sort((a, b) => a - b)) {
    const value = score(id);
    if (value > highest) [best, highest] = [id, value];
  }
  return best;
}

function sumOf({ pixels }: Component, probabilities: Float32Array, numClasses: number, id: number): number {
  return pixels.reduce((sum, pixel) => sum + (probabilities[pixel * numClasses + id] ?? 0), 0);
}

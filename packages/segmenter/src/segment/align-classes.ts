import type { Predictor } from "@faceseg/engine";
import { canonicalNames, type FaceClass } from "@faceseg/image";

/**
 * For each class of a first model, the id that another model has for it, by name.
 *
 * @throws {RangeError} with both lists, where the models do not have the same classes.
 */
export function alignClasses(first: readonly FaceClass[], other: readonly FaceClass[]): number[] {
  const plain = (classes: readonly FaceClass[]) => classes.map(({ name }) => name.toLowerCase());
  for (const namesOf of [plain, canonicalNames]) {
    const [names, others] = [namesOf(first), namesOf(other)];
    const order = names.map((name) => others.indexOf(name));
    const isWhole = names.length === others.length && new Set(order).size === names.length;
    if (isWhole && !order.includes(-1)) return order;
  }
  const list = (classes: readonly FaceClass[]) => classes.map(({ name }) => name).join(", ");
  throw new RangeError(`Expected models of the same classes, got ${list(first)} and ${list(other)}`);
}

/**
 * A predictor whose classes are in another order.
 *
 * @param order For each class of the new order, its id in the predictor.
 */
export function reordered(predictor: Predictor, order: readonly number[]): Predictor {
  if (order.every((id, at) => id === at)) return predictor;
  return {
    ...predictor,
    predict: async (images) => (await predictor.predict(images)).map((id) => order.indexOf(id)),
    async probabilities(images) {
      const found = await predictor.probabilities(images);
      const data = new Float32Array(found.data.length);
      for (let pixel = 0; pixel < data.length; pixel += order.length) {
        for (const [at, id] of order.entries()) data[pixel + at] = found.data[pixel + id] as number;
      }
      return { ...found, data };
    },
  };
}

/** Keras's `to_snake_case`: `Conv2D` is `conv2d`, `ReLU` `re_lu`. */
export const snakeCase = (className: string) =>
  className
    .replace(/\W+/g, "")
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();

/** Numbers the layers of a model by class, as Keras 3 does for its weights: `conv2d`, `conv2d_1`, ... */
export function classCounter(): (className: string) => string {
  const counts = new Map<string, number>();
  return (className) => {
    const name = snakeCase(className);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  };
}

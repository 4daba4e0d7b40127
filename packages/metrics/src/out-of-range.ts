import { ignoreId } from "./counts.ts";

/** The error for the first pixel whose truth or prediction is out of range, by name, place and value. */
export function outOfRange(
  truth: ArrayLike<number>,
  prediction: ArrayLike<number>,
  numClasses: number,
  width: number | undefined,
): RangeError {
  const isClass = (id: number | undefined) => id !== undefined && id >= 0 && id < numClasses;
  let pixel = 0;
  while ((isClass(truth[pixel]) || truth[pixel] === ignoreId) && isClass(prediction[pixel])) pixel++;

  const truthIsBad = !isClass(truth[pixel]) && truth[pixel] !== ignoreId;
  const [name, value] = truthIsBad ? ["truth", truth[pixel]] : ["prediction", prediction[pixel]];
  const legal = `from 0 to ${numClasses - 1}${truthIsBad ? `, or ${ignoreId} to ignore the pixel` : ""}`;
  const place = width === undefined ? "" : ` (x ${pixel % width}, y ${Math.floor(pixel / width)})`;
  return new RangeError(`Expected ids in \`${name}\` to be ${legal}, got ${value} at pixel ${pixel}${place}`);
}

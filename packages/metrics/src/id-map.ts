const typeOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

/** The same bytes as a plain Uint8Array, so that the counting loop only ever meets one kind of array. */
export function truthBytes(truth: Uint8Array | Uint8ClampedArray): Uint8Array {
  return view("truth", truth, "Uint8Array or Uint8ClampedArray");
}

/** Like `truthBytes`, and narrows an Int32Array to bytes: an id that is no byte becomes 255, which is no class. */
export function predictionBytes(prediction: Uint8Array | Uint8ClampedArray | Int32Array): Uint8Array {
  if (typeOf(prediction) !== "Int32Array") {
    return view("prediction", prediction, "Uint8Array, Uint8ClampedArray or Int32Array");
  }
  const bytes = new Uint8Array(prediction.length);
  for (let i = 0; i < bytes.length; i++) {
    const id = prediction[i] as number;
    bytes[i] = id < 0 || id > 255 ? 255 : id;
  }
  return bytes;
}

function view(name: string, ids: ArrayBufferView, legal: string): Uint8Array {
  const type = typeOf(ids);
  if (type !== "Uint8Array" && type !== "Uint8ClampedArray") {
    throw new TypeError(`Expected \`${name}\` to be a ${legal}, got ${type}`);
  }
  return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
}

import { type ImageTensor, readImages } from "../src/index.ts";

const tensor = (shape: readonly number[], values: readonly number[], dtype = "float32"): ImageTensor => ({
  shape,
  dtype,
  data: async () => (dtype === "float32" ? Float32Array.from(values) : Int32Array.from(values)),
});

test("readImages(float tensor) takes [0, 1], with what rounding leaves beyond it", async () => {
  const [image] = await readImages(tensor([1, 2, 3], [0, 0.5, 1, 1.0000002, -0.0000001, 0.2]));
  expect(image).toEqual({ width: 2, height: 1, data: Uint8Array.of(0, 128, 255, 255, 0, 51) });
});

test("readImages(tensor of rank 4) gives each of its images", async () => {
  const images = await readImages(tensor([2, 1, 1, 1], [7, 255], "int32"));
  expect(images.map(({ data }) => [...data])).toEqual([
    [7, 7, 7],
    [255, 255, 255],
  ]);
});

test.each([
  [255, "float32", "a float tensor in [0, 1], got 255; divide 0 to 255 by 255, or cast it to int32"],
  [1.5, "float32", "a float tensor in [0, 1], got 1.5"],
  [-1, "float32", "a float tensor in [0, 1], got -1; move [-1, 1] to [0, 1] by (x + 1) / 2"],
  [Number.NaN, "float32", "a float tensor in [0, 1], got NaN"],
  [Number.POSITIVE_INFINITY, "float32", "a float tensor in [0, 1], got Infinity"],
  [256, "int32", "a tensor of 0 to 255, got 256"],
  [-1, "int32", "a tensor of 0 to 255, got -1"],
])("readImages(tensor) refuses %p of %s", async (value, dtype, found) => {
  const source = tensor([1, 1, 3], [0, 1, value], dtype);
  await expect(readImages(source)).rejects.toThrow(RangeError);
  await expect(readImages(source)).rejects.toThrow(`Expected \`image\` to be ${found}`);
});

test("readImages({ data, width, height }) refuses other numbers than bytes and 16 bits, with a hint", async () => {
  const refused = (data: unknown) => expect(readImages({ width: 1, height: 1, data })).rejects;
  await refused(new Float32Array(3)).toThrow(
    "Expected `image.data` to be a Uint8Array, Uint8ClampedArray or Uint16Array, got Float32Array; " +
      "multiply [0, 1] by 255 and round into a Uint8Array",
  );
  await refused(new Int32Array(3)).toThrow("got Int32Array; give 0 to 255 in a Uint8Array");
});

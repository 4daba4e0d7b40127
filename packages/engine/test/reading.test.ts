import { chooseReading } from "../src/scores/choose-reading.ts";
import { readingsOf } from "../src/scores/reading.ts";

const show = (shape: number[], width: number, height: number) =>
  readingsOf(shape, { width, height }).map(
    (one) => `${one.layout} ${one.width}x${one.height} ${one.channels}`,
  );

test.each<[number[], number, number, string[]]>([
  [[512, 512, 19], 512, 512, ["channels-last 512x512 19"]],
  [[19, 128, 128], 512, 512, ["channels-first 128x128 19"]],
  // Sides that are rounded up: 500 / 4 = 125, 333 / 4 = 83.25; 513 / 8 = 64.1.
  [[19, 125, 84], 333, 500, ["channels-first 84x125 19"]],
  [[65, 65, 21], 513, 513, ["channels-last 65x65 21"]],
  [[1, 480, 640], 640, 480, ["channels-first 640x480 1"]],
  // A portrait's map is no landscape's.
  [[19, 480, 640], 480, 640, []],
  [[19, 19, 19], 19, 19, ["channels-last 19x19 19", "channels-first 19x19 19"]],
  [[1, 1, 1000], 224, 224, []],
  [[256, 64, 64], 512, 512, []],
  [[480, 640], 640, 480, ["map 640x480 1"]],
  [[307200, 11], 640, 480, ["channels-last 640x480 11"]],
  [[11, 19200], 640, 480, ["channels-first 160x120 11"]],
  [[307200, 1], 640, 480, ["channels-last 640x480 1"]],
  [[307201, 11], 640, 480, []],
  [[307200], 640, 480, ["map 640x480 1"]],
  // The whole map, or a list of 8 x 8 pixels of 64 classes.
  [[64, 64], 64, 64, ["map 64x64 1", "channels-last 8x8 64", "channels-first 8x8 64"]],
  [[2, 3, 4, 5], 4, 3, []],
])("readingsOf(%j, { width: %d, height: %d })", (shape, width, height, expected) => {
  expect(show(shape, width, height)).toEqual(expected);
});

const choose = (shape: number[], options: Parameters<typeof chooseReading>[1] = {}, givesIds = false) =>
  chooseReading({ what: "y", shape, givesIds, input: { width: 64, height: 64 } }, options);

test("chooseReading(output, options) takes the only reading, or the one that something tells", () => {
  expect(choose([64, 64], {}, true)).toMatchObject({ layout: "map", width: 64 });
  expect(choose([64, 64], { numClasses: 2 })).toMatchObject({ layout: "map" });
  expect(choose([64, 64], { outputLayout: "channels-last" })).toMatchObject({ width: 8, channels: 64 });
  expect(() => choose([64, 64])).toThrow(
    'Expected `outputLayout`, because y, [batch, 64, 64] for 64 x 64 pixels, can be "map" or "channels-last" or "channels-first"',
  );
  expect(() => choose([7, 7, 7, 7])).toThrow(
    "Expected y to have a score for each class for each pixel of 64 x 64, got [batch, 7, 7, 7, 7]",
  );
  expect(() => choose([19, 64, 64], {}, true)).toThrow("Expected y to have an id for each pixel");
});

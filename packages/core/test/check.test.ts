import { checkChoice, checkNumber, checkOptions } from "../src/index.ts";

test.each([
  [250, { multipleOf: 32, min: 32 }, "a multiple of 32 of at least 32, got 250; the nearest is 256"],
  [3, { multipleOf: 32, min: 32 }, "a multiple of 32 of at least 32, got 3; the nearest is 32"],
  [100, { multipleOf: 32, min: 1, max: 90 }, "a multiple of 32 from 1 to 90, got 100; the nearest is 64"],
  [0, { integer: true, min: 1, max: 5 }, "a whole number from 1 to 5, got 0; the nearest is 1"],
  [9.4, { integer: true, min: 1, max: 5 }, "a whole number from 1 to 5, got 9.4; the nearest is 5"],
  [2.6, { integer: true, min: 1 }, "a whole number of at least 1, got 2.6; the nearest is 3"],
  [-0.5, { min: 0, below: 1 }, "a number of at least 0 and below 1, got -0.5; the nearest is 0"],
  [1, { min: 0, below: 1 }, "a number of at least 0 and below 1, got 1"],
  [0, { above: 0 }, "a number above 0, got 0"],
  [7, { above: 0, below: 1 }, "a number above 0 and below 1, got 7"],
  [0, { above: 0, max: 1 }, "a number of at most 1 and above 0, got 0"],
  [3, { above: 0, max: 1 }, "a number of at most 1 and above 0, got 3; the nearest is 1"],
  [1.5, { min: 0, max: 1 }, "a number from 0 to 1, got 1.5; the nearest is 1"],
  [
    Number.NaN,
    { min: 1, integer: true, unit: "pixels" },
    "a whole number of pixels of at least 1, got NaN; the nearest is 1",
  ],
  ["7", { min: 0 }, 'a number of at least 0, got "7"; the nearest is 0'],
  [Number.POSITIVE_INFINITY, { max: 3 }, "a number of at most 3, got Infinity; the nearest is 3"],
  [undefined, {}, "a number, got undefined; the nearest is 0"],
])("checkNumber(argument, %p, %p) names the nearest legal value", (value, rule, message) => {
  expect(() => checkNumber("x", value, rule)).toThrow(new RangeError(`Expected \`x\` to be ${message}`));
});

test("checkNumber(argument, value) gives a legal number back", () => {
  expect(checkNumber("x", 64, { multipleOf: 32, min: 32 })).toBe(64);
  expect(checkNumber("x", -0.5)).toBe(-0.5);
});

test("checkChoice(argument, value, choices) names the choices", () => {
  expect(checkChoice("fit", "stretch", ["stretch", "letterbox"])).toBe("stretch");
  expect(() => checkChoice("fit", "crop", ["stretch", "letterbox"])).toThrow(
    new RangeError('Expected `fit` to be one of "stretch", "letterbox", got "crop"'),
  );
  expect(() => checkChoice("outputStride", 20, [8, 16, 32])).toThrow(
    new RangeError("Expected `outputStride` to be one of 8, 16, 32, got 20; the nearest is 16"),
  );
  expect(() => checkChoice("outputStride", "8", [8, 16, 32])).toThrow(
    new RangeError('Expected `outputStride` to be one of 8, 16, 32, got "8"'),
  );
});

test("checkOptions(of, options, known) names an option that nobody reads", () => {
  checkOptions("f", { a: 1 }, ["a", "b"]);
  expect(() => checkOptions("f", { a: 1, c: 2 }, ["a", "b"])).toThrow(
    new RangeError("Expected options of `f` to be among a, b, got `c`"),
  );
});

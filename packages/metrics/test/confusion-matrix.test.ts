import { ConfusionMatrix } from "../src/index.ts";

const ids = (...values: number[]) => Uint8Array.of(...values);

describe("new ConfusionMatrix(numClasses)", () => {
  test("starts with numClasses * numClasses zeros", () => {
    expect(new ConfusionMatrix(2).counts).toEqual(Float64Array.of(0, 0, 0, 0));
  });

  test.each([
    [0, 1],
    [256, 255],
    [2.4, 2],
    [Number.NaN, 1],
  ])("throws for %p classes and names the nearest legal number", (numClasses, nearest) => {
    expect(() => new ConfusionMatrix(numClasses)).toThrow(
      new RangeError(
        `Expected \`numClasses\` to be an integer from 1 to 255 (id 255 is ignored), got ${numClasses}; the nearest is ${nearest}`,
      ),
    );
  });
});

describe("matrix.update(truth, prediction)", () => {
  test("counts pixels at [truth * numClasses + prediction] and returns the matrix", () => {
    const matrix = new ConfusionMatrix(3);
    expect(matrix.update(ids(0, 0, 1, 2, 2, 2), ids(0, 1, 1, 0, 2, 2))).toBe(matrix);
    expect(Array.from(matrix.counts)).toEqual([1, 1, 0, 0, 1, 0, 1, 0, 2]);
  });

  test("adds to what was counted before", () => {
    const matrix = new ConfusionMatrix(2).update(ids(0, 1), ids(0, 0)).update(ids(1, 1), ids(1, 0));
    expect(Array.from(matrix.counts)).toEqual([1, 0, 2, 1]);
  });

  test("does not see what another matrix counted before, right or wrong", () => {
    expect(() => new ConfusionMatrix(4).update(ids(3, 3, 9, 255), ids(3, 3, 3, 3))).toThrow("got 9");
    new ConfusionMatrix(4).update(ids(3, 3, 255, 255), ids(3, 3, 3, 0));
    expect(new ConfusionMatrix(10).update(ids(9), ids(9)).counts.indexOf(1)).toBe(99);
    expect(new ConfusionMatrix(10).update(ids(9), ids(9)).counts.reduce((sum, n) => sum + n)).toBe(1);
  });

  test("does not count pixels whose truth is 255", () => {
    const matrix = new ConfusionMatrix(2).update(ids(255, 1, 255, 255, 255, 0), ids(0, 1, 1, 0, 1, 1));
    expect(Array.from(matrix.counts)).toEqual([0, 1, 0, 1]);
  });

  test("counts nothing in empty arrays", () => {
    expect(Array.from(new ConfusionMatrix(1).update(ids(), ids()).counts)).toEqual([0]);
  });

  test("takes 255 classes, with 254 the last", () => {
    const matrix = new ConfusionMatrix(255).update(ids(254, 255), ids(254, 254));
    expect(matrix.counts[255 * 255 - 1]).toBe(1);
    expect(() => matrix.update(ids(254), ids(255))).toThrow("from 0 to 254, got 255 at pixel 0");
  });

  test("reads a part of a buffer, at any offset, and leaves the arrays as they are", () => {
    const truth = ids(9, 0, 1, 1, 9).subarray(1, 4);
    const prediction = ids(9, 9, 9, 1, 1, 0).subarray(3);
    expect(Array.from(new ConfusionMatrix(2).update(truth, prediction).counts)).toEqual([0, 1, 1, 1]);
    expect([...truth, ...prediction]).toEqual([0, 1, 1, 1, 1, 0]);
  });

  test("takes Buffer, Uint8ClampedArray and, as prediction, Int32Array", () => {
    const expected = [1, 0, 1, 1];
    const count = (...maps: Parameters<ConfusionMatrix["update"]>) =>
      Array.from(new ConfusionMatrix(2).update(...maps).counts);
    expect(count(Buffer.from([0, 1, 1]), Buffer.from([0, 0, 1]))).toEqual(expected);
    expect(count(Uint8ClampedArray.of(0, 1, 1), Uint8ClampedArray.of(0, 0, 1))).toEqual(expected);
    expect(count(ids(0, 1, 1), Int32Array.of(0, 0, 1))).toEqual(expected);
  });

  test.each([-256, -1, 2, 255, 256, 2 ** 31 - 1])("throws for %p in an Int32Array and names it", (id) => {
    const update = () => new ConfusionMatrix(2).update(ids(0, 255), Int32Array.of(0, id));
    expect(update).toThrow(
      new RangeError(`Expected ids in \`prediction\` to be from 0 to 1, got ${id} at pixel 1`),
    );
  });

  test.each([
    ["an Int8Array", Int8Array.of(0), "Int8Array"],
    ["a Float32Array", Float32Array.of(0), "Float32Array"],
    ["an array", [0], "Array"],
    ["nothing", undefined, "Undefined"],
  ])("throws for %s", (_, map, type) => {
    const matrix = new ConfusionMatrix(2);
    expect(() => matrix.update(map as never, ids(0))).toThrow(
      new TypeError(`Expected \`truth\` to be a Uint8Array or Uint8ClampedArray, got ${type}`),
    );
    expect(() => matrix.update(ids(0), map as never)).toThrow(
      new TypeError(
        `Expected \`prediction\` to be a Uint8Array, Uint8ClampedArray or Int32Array, got ${type}`,
      ),
    );
  });

  test("throws for an Int32Array as truth, whose 256 would read as 255", () => {
    expect(() => new ConfusionMatrix(2).update(Int32Array.of(0) as never, ids(0))).toThrow(TypeError);
  });

  test("throws for different lengths", () => {
    expect(() => new ConfusionMatrix(2).update(ids(0, 1), ids(0, 1, 1))).toThrow(
      new RangeError("Expected `truth` and `prediction` to have the same length, got 2 and 3 pixels"),
    );
  });
});

describe("matrix.update(truth, prediction), an id out of range", () => {
  const pixels = 10; // two rounds of four and a rest of two
  const at = (pixel: number, id: number) => new Uint8Array(pixels).fill(id, pixel, pixel + 1);
  const none = new Uint8Array(pixels);

  for (let pixel = 0; pixel < pixels; pixel++) {
    test(`throws for a truth out of range at pixel ${pixel}`, () => {
      for (const id of [11, 12, 128, 254]) {
        expect(() => new ConfusionMatrix(11).update(at(pixel, id), none)).toThrow(
          new RangeError(
            `Expected ids in \`truth\` to be from 0 to 10, or 255 to ignore the pixel, got ${id} at pixel ${pixel}`,
          ),
        );
      }
    });

    test(`throws for a prediction out of range at pixel ${pixel}`, () => {
      for (const id of [11, 12, 128, 255]) {
        expect(() => new ConfusionMatrix(11).update(none, at(pixel, id))).toThrow(
          new RangeError(`Expected ids in \`prediction\` to be from 0 to 10, got ${id} at pixel ${pixel}`),
        );
      }
    });
  }

  test("leaves the counts as they were", () => {
    const matrix = new ConfusionMatrix(2).update(ids(0, 1), ids(1, 1));
    expect(() => matrix.update(ids(0, 1, 1, 1, 1, 2), ids(0, 0, 0, 0, 0, 0))).toThrow(RangeError);
    expect(() => matrix.update(ids(0, 1, 1, 1, 1, 1), ids(0, 0, 0, 0, 0, 2))).toThrow(RangeError);
    expect(Array.from(matrix.counts)).toEqual([0, 1, 0, 1]);
  });

  test("names the first such pixel, the truth before the prediction", () => {
    const update = (truth: Uint8Array, prediction: Uint8Array) => () =>
      new ConfusionMatrix(2).update(truth, prediction);
    expect(update(ids(0, 0, 7), ids(0, 8, 9))).toThrow("`prediction` to be from 0 to 1, got 8 at pixel 1");
    expect(update(ids(0, 7, 7), ids(0, 8, 9))).toThrow(/`truth`.*got 7 at pixel 1$/);
  });

  test("throws for the prediction at an ignored pixel too", () => {
    expect(() => new ConfusionMatrix(2).update(ids(0, 255), ids(0, 255))).toThrow(
      "`prediction` to be from 0 to 1, got 255 at pixel 1",
    );
  });

  test("names x and y when the width is known", () => {
    const truth = new Uint8Array(12);
    truth[6] = 5;
    expect(() => new ConfusionMatrix(2).update(truth, new Uint8Array(12), { width: 4 })).toThrow(
      /got 5 at pixel 6 \(x 2, y 1\)$/,
    );
  });

  test.each([0, -4, 2.5, 5, 24])("throws for width %p of 12 pixels, out of range or not", (width) => {
    expect(() => new ConfusionMatrix(2).update(new Uint8Array(12), new Uint8Array(12), { width })).toThrow(
      new RangeError(`Expected \`width\` to be a positive integer that divides the 12 pixels, got ${width}`),
    );
  });
});

describe("matrix.merge(other)", () => {
  test("adds the other's counts, leaves the other as it is and returns the matrix", () => {
    const matrix = new ConfusionMatrix(2).update(ids(0, 1), ids(0, 0));
    const other = new ConfusionMatrix(2).update(ids(1, 1), ids(0, 1));
    expect(matrix.merge(other)).toBe(matrix);
    expect(Array.from(matrix.counts)).toEqual([1, 0, 2, 1]);
    expect(Array.from(other.counts)).toEqual([0, 0, 1, 1]);
  });

  test("throws for another number of classes", () => {
    expect(() => new ConfusionMatrix(2).merge(new ConfusionMatrix(3))).toThrow(
      new RangeError("Expected `other` to have 2 classes like this matrix, got 3"),
    );
  });

  test("throws for a number of counts that does not fit", () => {
    expect(() => new ConfusionMatrix(2).merge({ numClasses: 2, counts: [1, 2, 3, 4, 5] })).toThrow(
      new RangeError("Expected `counts` to hold 2 * 2 = 4 numbers, got 5"),
    );
  });
});

describe("matrix.toJSON(), ConfusionMatrix.fromJSON(json)", () => {
  const matrix = new ConfusionMatrix(2).update(ids(0, 0, 1), ids(0, 1, 1));

  test("toJSON is a plain object, and JSON.stringify calls it", () => {
    expect(JSON.stringify(matrix)).toBe('{"numClasses":2,"counts":[1,1,0,1]}');
  });

  test("fromJSON gives back an equal matrix that shares nothing with the JSON", () => {
    const json = matrix.toJSON();
    const copy = ConfusionMatrix.fromJSON(json);
    expect(copy).toBeInstanceOf(ConfusionMatrix);
    expect(copy.numClasses).toBe(2);
    expect(copy.counts).toEqual(matrix.counts);
    copy.update(ids(0), ids(0));
    expect(json.counts).toEqual([1, 1, 0, 1]);
  });

  test.each([[null], [undefined], ["{}"], [[]], [{ numClasses: 2 }], [{ numClasses: "2", counts: [] }]])(
    "fromJSON throws for %j",
    (json) => {
      expect(() => ConfusionMatrix.fromJSON(json)).toThrow(TypeError);
      expect(() => ConfusionMatrix.fromJSON(json)).toThrow(
        `Expected \`json\` to be { numClasses: number, counts: number[] }, got ${JSON.stringify(json)}`,
      );
    },
  );

  test.each([
    [{ numClasses: 0, counts: [] }, "Expected `numClasses` to be an integer from 1 to 255"],
    [{ numClasses: 2, counts: [1, 2, 3] }, "Expected `counts` to hold 2 * 2 = 4 numbers, got 3"],
    [{ numClasses: 1, counts: [-1] }, "got -1 at index 0"],
    [{ numClasses: 1, counts: [0.5] }, "got 0.5 at index 0"],
    [{ numClasses: 1, counts: ["1"] }, 'got "1" at index 0'],
    [{ numClasses: 1, counts: [null] }, "got null at index 0"],
    [{ numClasses: 1, counts: [2 ** 53] }, "got 9007199254740992 at index 0"],
  ])("fromJSON throws for %j", (json, message) => {
    expect(() => ConfusionMatrix.fromJSON(json)).toThrow(RangeError);
    expect(() => ConfusionMatrix.fromJSON(json)).toThrow(message);
  });
});

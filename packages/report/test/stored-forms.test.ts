import { precisions } from "@faceseg/evaluation";
import { madeUpResults } from "../../evaluation/test/made-up-results.ts";
import { storedForms } from "../src/analysis/stored-forms.ts";

const results = madeUpResults();

/** Hits, true and predicted pixels of each of 11 classes: background right, and `hits` of 10 pixels of the skin. */
const skin = (hits: number) => [...[100, 100, 100], ...[hits, 10, 10], ...new Array<number>(27).fill(0)];

test("storedForms(network, results, resamples) gives the mean IoU of each form, and what it changes of float32's", () => {
  const hits = { float32: 9, float16: 9, int8: 8 };
  const precision = precisions.map((name, i) => ({
    precision: name,
    bytes: 400 / 2 ** i,
    images: [skin(hits[name]), skin(hits[name])],
  }));
  const forms = storedForms({ precision }, results, 50);
  expect(forms.map(({ precision: name, bytes }) => [name, bytes])).toEqual([
    ["float32", 400],
    ["float16", 200],
    ["int8", 100],
  ]);
  // 18 of 20 pixels hit: 18 / (20 + 20 - 18); 16 of 20: 16 / 24.
  const [full, half, quarter] = forms;
  expect(full?.meanIou).toBeCloseTo(18 / 22, 12);
  expect(full?.change).toBeUndefined();
  expect(half?.change?.value).toBe(0);
  expect(quarter?.change?.value).toBeCloseTo(16 / 24 - 18 / 22, 12);
  expect(quarter?.change?.high).toBeLessThan(0);
});

test("storedForms(network, results, resamples) is empty where nobody measured them", () => {
  expect(storedForms({ precision: null }, results, 50)).toEqual([]);
});

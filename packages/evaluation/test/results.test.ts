import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createResults,
  type Evaluation,
  parseResults,
  ResultsError,
  resultsSchema,
  resultsVersion,
} from "../src/results/index.ts";
import { readResults, writeResults } from "../src/results/json-files.ts";
import { madeUpResults } from "./made-up-results.ts";

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "results-"));
});
afterEach(() => rm(place, { recursive: true }));

const results = madeUpResults({ other: true });
const full = madeUpResults({ full: true });

test("resultsSchema takes made-up results, and refuses a key that it does not know", () => {
  expect(resultsSchema.parse(results)).toEqual(results);
  expect(resultsSchema.parse(full)).toEqual(full);
  expect(resultsSchema.safeParse({ ...results, extra: 1 }).success).toBe(false);
});

test("resultsSchema refuses counts of another number of classes", () => {
  const [first, ...others] = results.networks;
  if (!first) throw new Error("no network");
  const test = { ...first.test, images: [{ id: "a", counts: [1, 2, 3, 4] }] };
  const { error } = resultsSchema.safeParse({ ...results, networks: [{ ...first, test }, ...others] });
  expect(error?.issues[0]?.message).toContain('Expected 121 counts for each image of "unet-2025"');
});

test("writeResults(file, results) and readResults(file) are inverse, and leave no temporary file", async () => {
  await writeResults(join(place, "results.json"), results);
  expect(await readResults(join(place, "results.json"))).toEqual(results);
  expect(await readdir(place)).toEqual(["results.json"]);
  expect(JSON.parse(await readFile(join(place, "results.json"), "utf8")).version).toBe(resultsVersion);
});

test("readResults(file) is undefined for a missing file, and refuses another version and other content", async () => {
  const file = join(place, "results.json");
  expect(await readResults(file)).toBeUndefined();
  await writeFile(file, JSON.stringify({ ...results, version: resultsVersion + 1 }));
  await expect(readResults(file)).rejects.toThrow(`${file}: Unexpected content: version: `);
  await writeFile(file, "{");
  await expect(readResults(file)).rejects.toThrow(`${file}: Expected JSON, found something else`);
  await expect(readResults(file)).rejects.toBeInstanceOf(ResultsError);
  expect(() => parseResults("[]")).toThrow(/^results\.json: Unexpected content: /);
});

describe("createResults({ networks, classes, imageSize })", () => {
  const classes = [
    { id: 0, name: "background", color: [0, 0, 0] },
    { id: 1, name: "face", color: [255, 0, 0] },
  ] as const;
  const evaluation: Evaluation = {
    ...{ dataset: "mine", split: "test", folder: null, quality: null, latency: null },
    images: [{ id: "a", counts: [3, 0, 1, 4] }],
  };

  test("takes any names, and says of everything else that it is absent", () => {
    const made = createResults({
      networks: [
        { name: "ours", test: evaluation },
        { name: "theirs", test: evaluation },
      ],
      classes,
      imageSize: { width: 4, height: 2 },
    });
    expect(resultsSchema.parse(made)).toEqual(made);
    expect(made).toMatchObject({ imageSize: { width: 4, height: 2 }, seeds: [1], machine: null });
    expect(made.networks[1]).toMatchObject({
      name: "theirs",
      label: "theirs",
      key: "theirs",
      training: null,
    });
    expect(made.data).toMatchObject({ train: null, test: { dataset: "mine", images: 1 }, other: null });
  });

  test("names several trainings of one network by their seeds", () => {
    const made = createResults({
      networks: [4, 5].map((seed) => ({ name: "ours", seed, test: evaluation })),
      classes,
      imageSize: 4,
    });
    expect(made.seeds).toEqual([4, 5]);
    expect(made.networks.map(({ key }) => key)).toEqual(["ours", "ours-seed5"]);
  });

  test("refuses no network, and the same name and seed twice", () => {
    expect(() => createResults({ networks: [], classes, imageSize: 4 })).toThrow(RangeError);
    const twice = [
      { name: "ours", test: evaluation },
      { name: "ours", test: evaluation },
    ];
    expect(() => createResults({ networks: twice, classes, imageSize: 4 })).toThrow('got "ours" twice');
  });

  test("refuses counts of other classes, or of the same in another order", () => {
    const names = classes.map(({ name }) => name);
    const scored = (order: string[]) => [{ name: "ours", test: { ...evaluation, classes: order } }];
    expect(createResults({ networks: scored(names), classes, imageSize: 4 }).networks).toHaveLength(1);
    expect(() => createResults({ networks: scored(names.toReversed()), classes, imageSize: 4 })).toThrow(
      /Expected "ours" to be scored in the classes/,
    );
  });
});

import {
  celebAMask19,
  createTaxonomy,
  lapa11,
  mapTaxonomy,
  mirrorPairsOf,
  parseClasses,
  taxonomyFromNotes,
  taxonomyNotes,
} from "../src/index.ts";

const pairs = (...names: string[]) => mirrorPairsOf(names.map((name, id) => ({ id, name })));

test.each([
  ["left_eye", "right_eye"],
  ["Left-Eye", "Right-Eye"],
  ["eyeLeft", "eyeRight"],
  ["l_eye", "r_eye"],
  ["L eye", "R eye"],
  ["eye_l", "eye_r"],
  ["lefteye", "righteye"],
  ["le", "re"],
  ["LEFT EYEBROW", "RIGHT EYEBROW"],
  ["lb", "rb"],
  ["ear_l", "ear_r"],
  ["left eye", "right_eye"],
])("mirrorPairsOf reads %s and %s as a pair, left first, in either order", (left, right) => {
  expect(pairs("background", left, right)).toEqual([[1, 2]]);
  expect(pairs("background", right, left)).toEqual([[2, 1]]);
});

test("mirrorPairsOf leaves what has no partner: l_lip, ear_r, a lone left eye, cleft", () => {
  expect(pairs("background", "u_lip", "l_lip", "ear_r", "left eye", "cleft", "hair")).toEqual([]);
  const official = [
    "bg",
    "skin",
    "nose",
    "eye_g",
    "l_eye",
    "r_eye",
    "l_brow",
    "r_brow",
    "l_ear",
    "r_ear",
    "mouth",
  ];
  expect(pairs(...official, "u_lip", "l_lip", "hair", "hat", "ear_r", "neck_l", "neck", "cloth")).toEqual([
    [4, 5],
    [6, 7],
    [8, 9],
  ]);
});

test("lapa11 and celebAMask19 have their ids, pairs and one color for each class", () => {
  expect(lapa11.mirrorPairs).toEqual([
    [2, 3],
    [4, 5],
  ]);
  expect(celebAMask19.mirrorPairs).toEqual([
    [4, 5],
    [6, 7],
    [8, 9],
  ]);
  for (const { classes } of [lapa11, celebAMask19]) {
    expect(classes.map(({ id }) => id)).toEqual(classes.map((_, id) => id));
    expect(new Set(classes.map(({ color }) => color.join())).size).toBe(classes.length);
  }
});

test("createTaxonomy gives one class a background, and takes 255 classes, not 256", () => {
  expect(createTaxonomy({ classes: ["hair"] }).classes.map(({ name }) => name)).toEqual([
    "background",
    "hair",
  ]);
  const names = (count: number) => Array.from({ length: count }, (_, id) => `part ${id}`);
  expect(createTaxonomy({ classes: names(255) }).classes).toHaveLength(255);
  expect(() => createTaxonomy({ classes: names(256) })).toThrow("1 to 255 classes, got 256");
});

test.each([
  [{ classes: ["a", "A"] }, /different names, got "A" twice/],
  [
    {
      classes: [
        { name: "a", id: 0 },
        { name: "b", id: 2 },
      ],
    },
    /ids of the classes to be 0 to 1, got 0, 2/,
  ],
  [{ classes: ["a", "b"], mirrorPairs: [["a", "c"]] }, /mirrorPairs\[0\]/],
  [
    {
      classes: ["a", "b", "c"],
      mirrorPairs: [
        ["a", "b"],
        ["b", "c"],
      ],
    },
    /one mirror pair at most, got "b" in two/,
  ],
  [{ classes: ["a"], colours: [] }, /got `colours`/],
  [{ classes: [{ name: "a", color: "blue" }] }, /Expected `color`/],
])("createTaxonomy refuses %j", (definition, message) => {
  expect(() => createTaxonomy(definition as never)).toThrow(message);
});

test("mapTaxonomy maps by name, never by id, with the ready table for LaPa", () => {
  const ids = mapTaxonomy(celebAMask19, lapa11);
  expect([...ids.subarray(0, 19)]).toEqual([0, 1, 6, 255, 4, 5, 2, 3, 1, 1, 8, 7, 9, 10, 0, 0, 0, 0, 0]);
  expect(ids[255]).toBe(255);
  const one = createTaxonomy({ classes: ["background", "skin", "hair"] });
  const other = createTaxonomy({ classes: ["background", "Hair", "skin"] });
  expect([...mapTaxonomy(one, other).subarray(0, 3)]).toEqual([0, 2, 1]);
});

test("mapTaxonomy takes the left of CelebAMask-HQ's own names for the subject's", () => {
  const foreign = createTaxonomy({ classes: ["background", "l_eye", "r_eye", "u_lip", "eye_g"] });
  const ids = mapTaxonomy(foreign, celebAMask19);
  expect([...ids.subarray(0, 5)]).toEqual([0, 5, 4, 11, 3]);
  const plain = createTaxonomy({ classes: ["background", "l_eye", "r_eye"] });
  expect([...mapTaxonomy(plain, lapa11).subarray(0, 3)]).toEqual([0, 4, 5]);
});

test("mapTaxonomy refuses what has no counterpart, with both lists, and takes a table", () => {
  const beard = createTaxonomy({ name: "mine", classes: ["background", "beard"] });
  expect(() => mapTaxonomy(beard, lapa11)).toThrow(
    /found no beard; mine has background, beard; lapa11 has background, skin/,
  );
  expect(mapTaxonomy(beard, lapa11, { beard: "skin" })[1]).toBe(1);
  expect(mapTaxonomy(beard, lapa11, { beard: null })[1]).toBe(255);
  expect(() => mapTaxonomy(beard, lapa11, { beard: "fur" })).toThrow(/got "fur"/);
  expect(() => mapTaxonomy(beard, lapa11, { bread: "skin" })).toThrow(/got "bread"/);
});

test("parseClasses reads names, values and ignored ids", () => {
  const { taxonomy, coding } = parseClasses({
    classes: [
      "background",
      { name: "skin", values: [50, 51] },
      { name: "hair", color: "#102030", values: [100] },
    ],
    ignoreIds: [254],
  });
  expect(taxonomy.classes[2]).toEqual({ id: 2, name: "hair", color: [16, 32, 48] });
  expect([0, 1, 50, 51, 100, 254, 255].map((value) => coding[value])).toEqual([
    0,
    undefined,
    1,
    1,
    2,
    255,
    255,
  ]);
  expect(parseClasses(["background", "skin"]).coding.slice(0, 3)).toEqual([0, 1, undefined]);
  expect(() => parseClasses({ classes: ["a", { name: "b", values: [0] }] })).toThrow(/got 0 twice/);
  expect(() => parseClasses({ labels: [] })).toThrow(/got `labels`/);
});

test("taxonomyFromNotes(taxonomyNotes(taxonomy)) is the taxonomy", () => {
  for (const one of [lapa11, celebAMask19]) expect(taxonomyFromNotes(taxonomyNotes(one))).toEqual(one);
  expect(taxonomyFromNotes({})).toBeUndefined();
});

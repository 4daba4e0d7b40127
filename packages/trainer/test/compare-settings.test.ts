import { ChangedSettingsError } from "../src/index.ts";
import { compareSettings } from "../src/settings/compare-settings.ts";

test("compareSettings(before, now) names what differs, setting by setting", () => {
  const before = {
    optimizer: { name: "adam", learningRate: 0.003 },
    loss: { terms: [{ name: "dice", weight: 1 }], classWeights: [1, 2] },
    seed: 1,
    flip: true,
  };
  const now = {
    loss: { classWeights: [1, 3], terms: [{ weight: 0.5, name: "dice" }] },
    optimizer: { learningRate: 0.01, name: "adam", clip: 1 },
    seed: 1,
    size: null,
  };
  expect(compareSettings(before, now)).toEqual([
    { name: "optimizer.learningRate", before: 0.003, now: 0.01 },
    { name: "optimizer.clip", before: undefined, now: 1 },
    { name: "loss.terms[0].weight", before: 1, now: 0.5 },
    { name: "loss.classWeights", before: [1, 2], now: [1, 3] },
    { name: "flip", before: true, now: undefined },
    { name: "size", before: undefined, now: null },
  ]);
  expect(compareSettings(before, structuredClone(before))).toEqual([]);
});

test("compareSettings(before, now) compares lists of different lengths, and names of prototypes, as they are", () => {
  expect(compareSettings({ list: [{ a: 1 }] }, { list: [] })).toEqual([
    { name: "list", before: [{ a: 1 }], now: [] },
  ]);
  expect(compareSettings({}, { toString: 1 })).toEqual([{ name: "toString", before: undefined, now: 1 }]);
});

test("new ChangedSettingsError(changes) lists each setting with both values", () => {
  const changes = [
    { name: "optimizer.learningRate", before: 0.003, now: 0.01 },
    { name: "data", before: "LaPa", now: undefined },
  ];
  const error = new ChangedSettingsError(changes);
  expect(error.message).toBe(
    'Expected `optimizer.learningRate` to be 0.003 as in the checkpoint, got 0.01; `data` to be "LaPa", got none; ' +
      "resume with the settings of the checkpoint, or with `change: true` to go on with these",
  );
  expect(error.changes).toBe(changes);
});

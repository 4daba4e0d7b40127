import { configSchema, presetNames } from "../src/config.ts";
import { flagDefinitions, parseFlags, toRequest } from "../src/flags.ts";
import { networkNames } from "../src/network-names.ts";
import { presets } from "../src/presets.ts";
import { UsageError } from "../src/usage-error.ts";

const request = (...args: string[]) => toRequest(parseFlags(args), "/home/me");
const config = (...args: string[]) => {
  const made = request(...args);
  if (made.kind !== "new") throw new Error("expected a new run");
  return made.config;
};

describe("parseFlags(rawArgs)", () => {
  test("reads both ways of giving a value", () => {
    expect(parseFlags(["--size", "64", "--seed=7"])).toEqual({ size: "64", seed: "7" });
  });

  test("answers an unknown flag with the list of known ones", () => {
    const names = Object.keys(flagDefinitions).map((name) => `--${name}`);
    expect(() => parseFlags(["--sise", "64"])).toThrow(UsageError);
    expect(() => parseFlags(["--sise", "64"])).toThrow(`Unknown flag --sise; known: ${names.join(", ")}`);
  });

  test.each([
    [["--size"], "Expected a value after --size"],
    [["--size", "--seed", "1"], "Expected a value after --size"],
    [["--size="], "Expected a value after --size"],
    [["--seed", "1", "--seed", "2"], "Expected --seed once, found it twice"],
    [["faces"], 'Unexpected "faces"'],
    [["-x"], 'Unexpected "-x"'],
  ])("refuses %j", (args, message) => {
    expect(() => parseFlags(args)).toThrow(message);
  });
});

describe("toRequest(flags, from)", () => {
  test("is the quick preset without flags", () => {
    expect(request()).toEqual({ kind: "new", config: presets.quick, out: null, only: null });
  });

  test("takes the faces preset when there is a data set", () => {
    expect(config("--data", "../faces")).toEqual({ ...presets.faces, data: "/home/faces" });
  });

  test("reads every flag of a new run, with paths from where the user stands", () => {
    const flags =
      "--preset quick --models segnet,unet --size 64 --epochs 3 --batch 4 --limit 9 --seed 5 --seeds 2 --alpha 0.5";
    const more = "--width 0.5 --weights w.h5 --data /d --test-data t --out runs/a --on-bad-sample quarantine";
    expect(request(...`${flags} ${more}`.split(" "))).toEqual({
      kind: "new",
      only: null,
      out: "/home/me/runs/a",
      config: {
        ...presets.quick,
        ...{
          models: ["unet", "segnet"],
          size: 64,
          epochs: 3,
          batchSize: 4,
          limit: 9,
          seed: 5,
          seeds: 2,
          alpha: 0.5,
          width: 0.5,
        },
        ...{ weights: "/home/me/w.h5", data: "/d", testData: "/home/me/t", onBadSample: "quarantine" },
      },
    });
  });

  test("goes on with a run, with nothing but a second data set", () => {
    expect(request("--resume", "runs/a")).toEqual({
      only: null,
      kind: "resume",
      folder: "/home/me/runs/a",
      testData: null,
    });
    expect(request("--resume", "/a", "--test-data", "b")).toEqual({
      only: null,
      kind: "resume",
      folder: "/a",
      testData: "/home/me/b",
    });
    expect(() => request("--resume", "runs/a", "--size", "64")).toThrow("Unexpected --size with --resume");
  });

  test("--models and --only take names and groups, in the order of the study", () => {
    expect(config("--models", "unet-bgr,defaults,unet").models).toEqual([
      "unet",
      "unet-default",
      "pspnet-default",
      "segnet-default",
      "unet-bgr",
    ]);
    expect(config("--models", "all").models).toEqual(networkNames);
    expect(request("--models", "study", "--only", "segnet,unet").only).toEqual(["unet", "segnet"]);
    expect(request("--resume", "a", "--only", "ablations").only).toHaveLength(9);
    expect(() => request("--only", "unet-bgr")).toThrow(
      'Expected --only to name networks of the run, got "unet-bgr"; it has unet, pspnet, segnet',
    );
  });

  test.each([
    ["--models unet,vnet", 'Unknown model "vnet"; known: unet, pspnet, segnet'],
    ["--preset slow", 'Unknown preset "slow"; known: quick, faces, lapa, full'],
    ["--alpha 0.4", 'Unknown alpha "0.4"; known: 0.35, 0.5, 0.75, 1, 1.3, 1.4'],
    ["--size 100", "Expected --size to be a multiple of 32, got 100; the nearest is 96"],
    ["--size 0", "Expected --size to be a multiple of 32, got 0; the nearest is 32"],
    ["--epochs many", 'Expected --epochs to be a number, got "many"'],
    ["--epochs 0", "Bad value: epochs: "],
    ["--batch 1.5", "Bad value: batchSize: "],
    ["--width -1", "Bad value: width: "],
    ["--preset lapa", "Preset lapa needs --data <folder>"],
  ])("refuses %s", (args, message) => {
    expect(() => request(...args.split(" "))).toThrow(UsageError);
    expect(() => request(...args.split(" "))).toThrow(message);
  });
});

describe("presets", () => {
  test.each(presetNames)("%s is a valid configuration", (name) => {
    expect(configSchema.parse(presets[name])).toEqual(presets[name]);
    expect(presets[name].preset).toBe(name);
  });

  test("lapa is the protocol of the 2025 study", () => {
    expect(presets.lapa).toMatchObject({
      size: 256,
      batchSize: 8,
      epochs: 10,
      alpha: 1,
      width: 1,
      learningRate: { schedule: "plateau", initial: 1e-4, factor: 0.1, patience: 5, minimum: 1e-7 },
      earlyStopping: 10,
      keepBest: "val_loss",
    });
  });

  test("configSchema refuses a key that it does not know", () => {
    expect(configSchema.safeParse({ ...presets.quick, learningrate: 1 }).success).toBe(false);
  });
});

import { UsageError } from "@faceseg/core";
import { configSchema, presetNames } from "../src/config/config.ts";
import { flagDefinitions, parseFlags } from "../src/config/flags.ts";
import { networkNames } from "../src/config/network-names.ts";
import { presets } from "../src/config/presets.ts";
import { toRequest } from "../src/config/request.ts";

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
    expect(() => parseFlags(["--sise", "64"])).toThrow(
      `Expected flags among ${names.join(", ")}, got "--sise"`,
    );
  });

  test.each([
    [["--size"], "Expected a value after `--size`, got none"],
    [["--size", "--seed", "1"], "Expected a value after `--size`, got none"],
    [["--size="], "Expected a value after `--size`, got none"],
    [["--seed", "1", "--seed", "2"], "Expected `--seed` once, got it twice"],
    [["faces"], ', got "faces"'],
    [["-x"], ', got "-x"'],
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
      "--preset quick --networks segnet,unet --size 64 --epochs 3 --batch-size 4 --learning-rate 0.01 --limit 9 --seed 5 --seeds 2 --alpha 0.5";
    const more = "--width 0.5 --weights w.h5 --data /d --test-data t --out runs/a --on-bad-sample quarantine";
    expect(request(...`${flags} ${more}`.split(" "))).toEqual({
      kind: "new",
      only: null,
      out: "/home/me/runs/a",
      config: {
        ...presets.quick,
        ...{
          networks: ["unet", "segnet"],
          size: 64,
          epochs: 3,
          batchSize: 4,
          limit: 9,
          seed: 5,
          seeds: 2,
          alpha: 0.5,
          width: 0.5,
          learningRate: { ...presets.quick.learningRate, peak: 0.01 },
        },
        ...{ weights: "/home/me/w.h5", data: "/d", testData: "/home/me/t", onBadSample: "quarantine" },
      },
    });
  });

  test("continues a run, with nothing but a second data set", () => {
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
    expect(() => request("--resume", "runs/a", "--size", "64")).toThrow(
      "Expected only --test-data and --only with --resume, got --size",
    );
  });

  test("--networks and --only take names and groups, in the order of the study", () => {
    expect(config("--networks", "unet-bgr,defaults,unet-2025").networks).toEqual([
      "unet-2025",
      "unet",
      "pspnet",
      "segnet",
      "unet-bgr",
    ]);
    expect(config("--networks", "all").networks).toEqual(networkNames);
    expect(request("--networks", "study", "--only", "segnet-2025,unet-2025").only).toEqual([
      "unet-2025",
      "segnet-2025",
    ]);
    expect(request("--resume", "a", "--only", "ablations").only).toHaveLength(9);
    expect(() => request("--only", "unet-bgr")).toThrow(
      'Expected `--only` to be one of "unet-2025", "pspnet-2025", "segnet-2025", got "unet-bgr"',
    );
  });

  test.each([
    [
      "--networks unet,vnet",
      'Expected `--networks` to be one of "unet-2025", "pspnet-2025", "segnet-2025", "unet", ',
    ],
    ["--preset slow", 'Expected `--preset` to be one of "quick", "faces", "lapa", "full", got "slow"'],
    [
      "--alpha 0.4",
      "Expected `--alpha` to be one of 0.35, 0.5, 0.75, 1, 1.3, 1.4, got 0.4; the nearest is 0.35",
    ],
    ["--size 100", "Expected `--size` to be a multiple of 32 of at least 32, got 100; the nearest is 96"],
    ["--size 0", "Expected `--size` to be a multiple of 32 of at least 32, got 0; the nearest is 32"],
    ["--epochs many", 'Expected `--epochs` to be a whole number of at least 1, got "many"'],
    ["--epochs 0", "Expected `--epochs` to be a whole number of at least 1, got 0; the nearest is 1"],
    [
      "--batch-size 1.5",
      "Expected `--batch-size` to be a whole number of at least 1, got 1.5; the nearest is 2",
    ],
    ["--learning-rate 0", "Expected `--learning-rate` to be a number above 0, got 0"],
    ["--on-bad-sample skip", 'Expected `--on-bad-sample` to be one of "throw", "quarantine", got "skip"'],
    ["--width -1", "Expected `--width` to be a number above 0, got -1"],
    ["--preset lapa", "Expected `--data <folder>` with --preset lapa, got none"],
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

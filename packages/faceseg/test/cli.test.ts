import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { colorize, lapa11 } from "@faceseg/image";
import { readLabels, saveImage, saveLabelMap } from "@faceseg/image/node";

const script = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "faceseg-cli-"));
});
afterAll(() => rm(place, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  /** Sends `signal` when stderr has this text. */
  readonly stopAt?: string;
  /** @default "SIGINT" */
  readonly signal?: NodeJS.Signals;
  /** @default place */
  readonly cwd?: string;
}

/** Runs the program. */
function faceseg(
  args: readonly string[],
  { stopAt, signal = "SIGINT", cwd = place }: Running = {},
): Promise<Outcome> {
  const node = ["--import", tsx, "--conditions=@faceseg/source", script, ...args];
  // Nobody's token for Kaggle: it is looked for in `place`, which has none.
  const env = { ...process.env, KAGGLE_USERNAME: "", KAGGLE_CONFIG_DIR: "." };
  const child = spawn(process.execPath, node, { cwd, env });
  const seen = { stdout: "", stderr: "" };
  let stopping = false;
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      seen[name] += text;
      if (!stopAt || stopping || !seen.stderr.includes(stopAt)) return;
      stopping = child.kill(signal); // once: a second one would stop it at once
    });
  }
  return new Promise((done) => child.on("close", (code) => done({ code, ...seen })));
}

const commands = [
  "segment",
  "train",
  "evaluate",
  "compare",
  "inspect",
  "export",
  "bench",
  "download",
  "study",
];

test("faceseg --help lists every command; faceseg <command> --help shows its flags and examples", async () => {
  const { code, stdout } = await faceseg(["--help"]);
  expect(code).toBe(0);
  for (const name of commands) expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
  const help = await faceseg(["segment", "--help"]);
  expect(help.code).toBe(0);
  for (const text of ["--model", "--overlay", "--json", "EXAMPLES", "faceseg segment photo.jpg"]) {
    expect(help.stdout).toContain(text);
  }
  expect(help.stdout).not.toContain("\u001b");
});

test.each([
  [
    ["segmant"],
    2,
    'Expected the command to be one of segment, train, evaluate, compare, inspect, export, bench, download, study, got "segmant"',
  ],
  [["segment", "a.jpg", "--modell", "x"], 2, "Expected flags of `faceseg segment` to be among --model"],
  [["segment", "a.jpg"], 2, "Expected `--model <file|folder>`, got none"],
  [["segment"], 2, "Expected <image...> after `faceseg segment`, got none"],
  [
    ["train", "--size", "100"],
    2,
    "Expected `--size` to be a multiple of 32 of at least 32, got 100; the nearest is 96",
  ],
  [
    ["train", "--network", "vnet"],
    2,
    'Expected `--network` to be one of "unet", "pspnet", "segnet", got "vnet"',
  ],
  [["train", "--augment", "wild"], 2, 'Expected `--augment` to be one of "mild", "strong", got "wild"'],
  [
    ["train", "--options", "[1]"],
    2,
    'Expected `--options` to be an object as JSON, such as {"skips":false}, got "[1]"',
  ],
  [["train", "--options", '{"skip":1}'], 1, "got `skip`"],
  [
    ["export", "--model", "a", "--to", "keras", "--precision", "int8"],
    2,
    "Expected `--precision` with --to onnx only, got it with --to keras",
  ],
  [["export", "--model", "a", "b"], 2, 'Expected flags only after `faceseg export`, got "b" as well'],
  [["export", "--to", "keras"], 2, "Expected `--model <file|folder>`, got none"],
  [
    ["export", "--model", "a", "--to", "keras", "--out", "a"],
    2,
    'Expected `--out` to end in .keras with --to keras, got "a"',
  ],
  [["inspect", "a", "b"], 2, 'Expected at most 1 word after `faceseg inspect`, got "b" as well'],
  [
    ["train", "--batch-size", "0"],
    2,
    "Expected `--batch-size` to be a whole number of at least 1, got 0; the nearest is 1",
  ],
  [
    ["train", "--learning-rate", "-1"],
    2,
    "Expected `--learning-rate` to be a number of at least 0, got -1; the nearest is 0",
  ],
  [["train", "--epochs"], 2, "Expected a value after `--epochs`, got none"],
  [["train", "--epochs", "1", "--epochs", "2"], 2, "Expected `--epochs` once, got it twice"],
  [["train", "--resume=yes"], 2, 'Expected `--resume` without a value, got "yes"'],
  [["segment", "a.jpg", "--model", "none.onnx"], 1, "none.onnx"],
  [["inspect", "nowhere"], 1, "nowhere"],
  [["download", "resnet"], 1, 'got "resnet"'],
  [["study"], 1, "Expected to run inside the faceseg repository, which contains the study"],
  [["segment", "a.jpg", "-m", "x"], 2, "--help, got -m"],
  [["segment", "a/1.jpg", "b/1.png", "--model", "x"], 2, "got a/1.jpg and b/1.png, both for 1-mask.png"],
  [
    ["evaluate", "--model", "x", "--limit", "few"],
    2,
    'Expected `--limit` to be a whole number of at least 1, got "few"; the nearest is 1',
  ],
  [
    ["download", "mobilenet-v2-1", "--to", "x"],
    2,
    "Expected `--to` with lapa only, got it with mobilenet-v2-1",
  ],
  [["download", "lapa"], 1, "Expected a Kaggle token in KAGGLE_USERNAME and KAGGLE_KEY or in kaggle.json"],
] as const)("faceseg %j exits with code %i and an error of one line", async (args, code, message) => {
  const outcome = await faceseg(args);
  expect(outcome).toEqual({ code, stdout: "", stderr: expect.stringContaining(message) });
  expect(outcome.stderr.trimEnd().split("\n")).toHaveLength(1);
});

test("faceseg exits quietly when the reader of its output is gone", async () => {
  const node = ["--import", tsx, "--conditions=@faceseg/source", script, "--help"];
  const child = spawn(process.execPath, node, { cwd: place });
  child.stdout.destroy();
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const code = await new Promise((done) => child.on("close", done));
  expect({ code, said }).toEqual({ code: 141, said: "" });
});

test("faceseg study runs the repository's study in the current folder; --json prints its results", async () => {
  const study = join(place, "repository", "examples", "study");
  const stand = join(place, "repository", "data");
  await Promise.all([study, stand].map((folder) => mkdir(folder, { recursive: true })));
  const root = { name: "faceseg-monorepo", private: true, workspaces: ["examples/*"] };
  await writeFile(join(place, "repository", "package.json"), JSON.stringify(root));
  const scripts = { study: "node study.mjs" };
  const manifest = { name: "@faceseg/example-study", version: "1.0.0", scripts };
  await writeFile(join(study, "package.json"), JSON.stringify(manifest));
  await writeFile(
    join(study, "study.mjs"),
    `import { mkdirSync, writeFileSync } from "node:fs";
     const words = process.argv.slice(2);
     if (words.includes("--bad")) process.exit(2);
     const run = process.env.INIT_CWD + "/run";
     mkdirSync(run, { recursive: true });
     writeFileSync(run + "/results.json", JSON.stringify({ words }));
     console.log("Run folder: run");`,
  );
  const { code, stdout, stderr } = await faceseg(["study", "--limit", "2", "--json"], { cwd: stand });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "Run folder: run\n" });
  expect(JSON.parse(stdout)).toEqual({ code: 0, folder: "run", results: { words: ["--limit", "2"] } });
  expect((await faceseg(["study"], { cwd: stand })).stdout).toBe("Run folder: run\n");
  expect((await faceseg(["study", "--bad"], { cwd: stand })).code).toBe(2);
});

test("faceseg download lists what can be downloaded, also as JSON", async () => {
  expect((await faceseg(["download"])).stdout).toMatch(/^mobilenet-v2-0\.35 {2}https:/m);
  expect(JSON.parse((await faceseg(["download", "--json"])).stdout)["mobilenet-v2-1"].alpha).toBe(1);
});

describe("faceseg train, then", () => {
  const tiny = [
    "train",
    "--faces",
    "16",
    "--size",
    "32",
    "--batch-size",
    "4",
    "--epochs",
    "2",
    "--width",
    "0.05",
  ];
  beforeAll(async () => {
    const { code, stderr } = await faceseg([...tiny, "--out", "face"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("epoch 2/2") });
    expect(stderr).not.toContain("node backend"); // TensorFlow.js's advice, which is wrong here
    const [sample] = syntheticFaces({ count: 1, size: 48 }).samples;
    const pair = await sample?.load();
    if (pair) await saveImage(join(place, "photo.png"), pair.image);
  });

  test("train refuses to overwrite a model", async () => {
    const { code, stderr } = await faceseg([...tiny, "--out", "face"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("found a model in face") });
  });

  test("segment writes mask, overlay and recolored image at the image's size, and only JSON on stdout", async () => {
    const { code, stdout, stderr } = await faceseg([
      ...["segment", "photo.png", "--model", "face/model.onnx", "--out", "mask.png"],
      ...["--overlay", "--recolor", "hair=#7a1f3d", "--flip", "--tidy", "--json"],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [result] = JSON.parse(stdout);
    expect(result).toMatchObject({
      image: "photo.png",
      width: 48,
      height: 48,
      engine: "onnxruntime",
      mask: "mask.png",
      overlay: "mask-overlay.png",
      recolored: "mask-recolored.png",
    });
    const mask = await readLabels(join(place, "mask.png"), { expectedSize: { width: 48, height: 48 } });
    for (const { id, area } of result.parts) expect(mask.data.filter((one) => one === id)).toHaveLength(area);
    expect(existsSync(join(place, "mask-overlay.png"))).toBe(true);
    expect(existsSync(join(place, "mask-recolored.png"))).toBe(true);
  });

  test("segment uses the model that train wrote where none is named", async () => {
    const { code, stdout } = await faceseg(["segment", "photo.png", "--out", "default.png", "--json"]);
    expect({ code, mask: JSON.parse(stdout)[0].mask }).toEqual({ code: 0, mask: "default.png" });
  });

  test("segment writes the masks of several images into a folder", async () => {
    await writeFile(join(place, "second.png"), await readFile(join(place, "photo.png")));
    const args = ["segment", "photo.png", "second.png", "--model", "face/best"];
    expect((await faceseg([...args, "--out", "masks"])).code).toBe(0);
    expect((await readdir(join(place, "masks"))).sort()).toEqual(["photo-mask.png", "second-mask.png"]);
    expect(await faceseg([...args, "--out", "one.png"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Expected `--out` to be a folder for 2 images, got"),
    });
  });

  test("export --precision int8 writes a file less than half the size, with about the same score", async () => {
    await faceseg(["export", "--model", "face/best", "--precision", "int8", "--out", "small.onnx"]);
    const [small, whole] = await Promise.all(
      ["small.onnx", "face/model.onnx"].map((file) => readFile(join(place, file))),
    );
    expect((small as Buffer).length).toBeLessThan(0.5 * (whole as Buffer).length);
    const [one, other] = await Promise.all(
      ["small.onnx", "face/model.onnx"].map(async (model) => {
        const { stdout } = await faceseg(["evaluate", "--model", model, "--faces", "4", "--json"]);
        return JSON.parse(stdout).pixelAccuracy as number;
      }),
    );
    expect(one).toBeCloseTo(other as number, 1);
  });

  test("train accepts real and synthetic images together, and options of the builder", async () => {
    for (const split of ["train", "val"]) {
      for (const kind of ["images", "labels"])
        await mkdir(join(place, "mixed", split, kind), { recursive: true });
      for (const [index, sample] of syntheticFaces({ count: 2, size: 32, seed: 5 }).samples.entries()) {
        const { image, labels } = await sample.load();
        await saveImage(join(place, "mixed", split, "images", `${index}.jpg`), image);
        await saveLabelMap(join(place, "mixed", split, "labels", `${index}.png`), labels, lapa11);
      }
    }
    const { code, stdout, stderr } = await faceseg([
      ...["train", "--data", "mixed", "--faces", "6", "--size", "32", "--batch-size", "4", "--epochs", "1"],
      ...[
        "--width",
        "0.05",
        "--augment",
        "strong",
        "--options",
        '{"skips":false}',
        "--out",
        "both",
        "--json",
      ],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("step 2/2") });
    expect(JSON.parse(stdout).epochs).toHaveLength(1);
  });

  test("export writes Keras, TensorFlow.js and ONNX, which evaluate to the same score", async () => {
    for (const [format, out] of [
      ["keras", "again.keras"],
      ["tfjs", "again"],
      ["onnx", "again.onnx"],
    ] as const) {
      const { code, stdout } = await faceseg([
        "export",
        "--model",
        "face/best",
        "--to",
        format,
        "--out",
        out,
      ]);
      expect({ code, stdout }).toEqual({ code: 0, stdout: `${out}\n` });
    }
    const scores = [];
    for (const model of ["face/model.onnx", "again.keras", "again", "again.onnx"]) {
      const { code, stdout } = await faceseg(["evaluate", "--model", model, "--faces", "4", "--json"]);
      expect(code).toBe(0);
      scores.push(JSON.parse(stdout).pixelAccuracy);
    }
    for (const score of scores) expect(score).toBeCloseTo(scores[0], 3);
  });

  test("bench times a model", async () => {
    const { code, stdout } = await faceseg([
      "bench",
      "--model",
      "face/model.onnx",
      "--runs",
      "4",
      "--threads",
      "1",
      "--json",
    ]);
    expect(code).toBe(0);
    const { times, median, p90, engine } = JSON.parse(stdout);
    expect(times).toHaveLength(4);
    expect(p90).toBeGreaterThanOrEqual(median);
    expect(engine.name).toBe("onnxruntime");
  });

  test("train stops at SIGINT and SIGTERM with codes 130 and 143, and --resume ends with the bytes of an uninterrupted run", async () => {
    const long = [
      "train",
      "--faces",
      "16",
      "--size",
      "32",
      "--batch-size",
      "4",
      "--epochs",
      "4",
      "--width",
      "0.05",
    ];
    const stopped = await faceseg([...long, "--out", "stopped"], { stopAt: "epoch 1/4" });
    expect(stopped).toMatchObject({ code: 130, stderr: expect.stringContaining("--resume") });
    const again = await faceseg([...long, "--out", "stopped", "--resume"], {
      stopAt: "epoch 2/4",
      signal: "SIGTERM",
    });
    expect(again).toMatchObject({ code: 143, stderr: expect.stringContaining("--resume") });
    expect((await faceseg([...long, "--out", "stopped", "--resume"])).code).toBe(0);
    expect((await faceseg([...long, "--out", "straight"])).code).toBe(0);
    for (const file of ["best/weights.bin", "log.csv"]) {
      const [one, other] = await Promise.all(
        ["stopped", "straight"].map((run) => readFile(join(place, run, file))),
      );
      expect(one?.equals(other as Buffer)).toBe(true);
    }
  });
});

test("faceseg inspect reports errors by its exit code", async () => {
  const [sample] = syntheticFaces({ count: 1, size: 64 }).samples;
  const pair = await sample?.load();
  if (!pair) throw new Error("no face");
  for (const kind of ["images", "labels"])
    await mkdir(join(place, "set", "train", kind), { recursive: true });
  await saveImage(join(place, "set/train/images/a.jpg"), colorize(pair.labels, lapa11));
  await saveLabelMap(join(place, "set/train/labels/a.png"), pair.labels, lapa11);
  const sound = await faceseg(["inspect", "set", "--json"]);
  expect({ code: sound.code, errors: JSON.parse(sound.stdout).errors }).toEqual({ code: 0, errors: 0 });
  await writeFile(join(place, "set/train/labels/a.png"), "no PNG");
  const broken = await faceseg(["inspect", "set"]);
  expect(broken.code).toBe(1);
  expect(broken.stdout).toContain("a.png");
});

import { type Candidate, type Contestant, contest } from "../../../tools/bench/contest.ts";
import { readSettings } from "../../../tools/bench/flags.ts";
import { toRows } from "../../../tools/bench/row.ts";
import type { Times } from "../../../tools/bench/task.ts";

const words = (line: string) => line.split(" ");
const command =
  "--networks unet --variant study --size 256 --batch-size 8 --threads 2 --engines onnxruntime --json";

test("npm run bench reads its flags, and has a default for each", () => {
  expect(readSettings(words(command))).toEqual({
    networks: ["unet"],
    variant: "study",
    size: 256,
    batch: 8,
    threads: [2],
    engines: ["onnxruntime"],
    steps: 3,
    rounds: 1,
    seconds: 60,
    peers: false,
    mode: "table",
    output: "json",
  });
  expect(readSettings([])).toMatchObject({
    networks: ["unet", "pspnet", "segnet"],
    threads: [1, 2],
    engines: undefined,
    output: "text",
  });
  expect(readSettings(["--peers"])).toMatchObject({ peers: true, rounds: 3 });
});

test.each([
  ["--sise 256", "Expected flags among --networks, --variant, --size"],
  ["--size 250", "Expected `--size` to be a multiple of 32 of at least 32, got 250; the nearest is 256"],
  ["--networks vnet", 'Expected `--networks` to be one of "unet", "pspnet", "segnet", got "vnet"'],
  ["--variant paper", 'Expected `--variant` to be one of "study", "default", got "paper"'],
  [
    "--engines torch",
    'Expected `--engines` to be one of "onnxruntime", "onnxruntime-web", "tensorflow", "webgpu", "tfjs", got "torch"',
  ],
  ["--batch-size 0", "Expected `--batch-size` to be a whole number"],
  ["--json --markdown", "Expected one of --json and --markdown"],
  ["--peers --variant default", 'Expected `--variant` to be "study" with --peers, got "default"'],
])("npm run bench -- %s is refused", (line, message) => {
  expect(() => readSettings(words(line))).toThrow(message);
});

/** Gives one round's times after the other. */
function candidate(setting: string, ...rounds: Pick<Times, "train" | "infer">[]): Candidate {
  const left = [...rounds];
  const measure = async (): Promise<Times> => {
    const times = left.shift();
    if (!times) throw new Error("no memory");
    return { ...times, peakRssMb: 1000.4, version: "1" };
  };
  return { setting, measure };
}

const contestant = (engine: string, ...candidates: Candidate[]): Contestant => ({
  network: "unet",
  engine,
  threads: 2,
  candidates,
});

test("npm run bench makes rows of the medians over rounds of the medians over steps, per image", async () => {
  const contestants = [
    contestant(
      "onnxruntime",
      candidate("", { train: [30, 20, 90], infer: [4] }, { train: [50, 50], infer: [8] }),
    ),
    contestant(
      "keras",
      candidate("slow", { train: [100], infer: [40] }),
      candidate("fast", { train: [80], infer: [3] }, { train: [60], infer: [3] }),
    ),
    contestant("onnxruntime-web", candidate("")),
  ];
  const outcomes = await contest(contestants, 2, () => {});
  const settings = { ...readSettings(["--peers", "--batch-size", "4"]) };
  const [own, peer, broken] = toRows(contestants, outcomes, settings, {
    macs: new Map([["unet", 1e6]]),
    peaks: new Map([[2, 4]]),
  });
  // Medians 30 and 50, so 40 ms a batch of 4; 6 x 1e6 operations in 10 ms are 0.6 GFLOP/s.
  const shape = { network: "unet", variant: "study", size: 256, batch: 4, threads: 2 };
  expect(own).toEqual({
    ...shape,
    engine: "onnxruntime",
    trainMsPerImage: 10,
    inferMsPerImage: 1.5,
    gflops: 0.6,
    shareOfPeak: 0.15,
    peakRssMb: 1000,
    ratios: { keras: { train: 1.75, infer: 0.5 } },
  });
  expect(peer).toMatchObject({ engine: "keras", trainMsPerImage: 17.5, inferMsPerImage: 0.75 });
  expect(broken).toEqual({
    ...shape,
    engine: "onnxruntime-web",
    trainMsPerImage: null,
    inferMsPerImage: null,
    gflops: null,
    shareOfPeak: null,
    peakRssMb: null,
    ratios: { keras: { train: null, infer: null } },
    error: "no memory",
  });
});

import {
  adam,
  adamW,
  boundaryLoss,
  type Configured,
  clipGradients,
  constantSchedule,
  crossEntropyLoss,
  decoupledWeightDecay,
  diceLoss,
  earlyStopping,
  exponentialMovingAverage,
  focalLoss,
  generalizedDiceLoss,
  gradualUnfreezing,
  type JsonObject,
  jaccardLoss,
  kernelsOnly,
  learningRateGroups,
  learningRateScheduler,
  lovaszSoftmaxLoss,
  ohemCrossEntropyLoss,
  oneCycle,
  poly,
  reduceLrOnPlateau,
  rmsprop,
  sgd,
  stepDecay,
  tverskyLoss,
  warmupCosine,
  weightedSumLoss,
} from "../src/index.ts";
import { csvLogger, modelCheckpoint, tensorBoard } from "../src/node.ts";

const pixels = { classWeights: null, ignoreId: 255 };

test.each<[Configured, string, JsonObject]>([
  [crossEntropyLoss(), "cross_entropy", { labelSmoothing: 0, ...pixels }],
  [
    crossEntropyLoss({ classWeights: [1, 2], labelSmoothing: 0.1, ignoreId: 0 }),
    "cross_entropy",
    {
      labelSmoothing: 0.1,
      classWeights: [1, 2],
      ignoreId: 0,
    },
  ],
  [focalLoss({ gamma: 3 }), "focal", { gamma: 3, ...pixels }],
  [ohemCrossEntropyLoss(), "ohem_cross_entropy", { threshold: 0.7, keep: 1 / 16, ...pixels }],
  [diceLoss(), "dice", { smooth: 1, ...pixels }],
  [jaccardLoss({ smooth: 2 }), "jaccard", { smooth: 2, ...pixels }],
  [tverskyLoss(), "tversky", { alpha: 0.3, beta: 0.7, smooth: 1, ...pixels }],
  [generalizedDiceLoss(), "generalized_dice", pixels],
  [lovaszSoftmaxLoss(), "lovasz_softmax", pixels],
  [boundaryLoss({ maxDistance: 5 }), "boundary", { maxDistance: 5, ...pixels }],
  [
    weightedSumLoss([
      { loss: generalizedDiceLoss() },
      { loss: { ...diceLoss(), name: "own", config: {} }, weight: 2 },
    ]),
    "generalized_dice + 2 own",
    {
      terms: [
        { name: "generalized_dice", ...pixels, weight: 1 },
        { name: "own", weight: 2 },
      ],
    },
  ],
  [adam({ learningRate: 1, beta1: 0.8 }), "adam", { beta1: 0.8, beta2: 0.999, epsilon: 1e-7 }],
  [rmsprop(), "rmsprop", { rho: 0.9, momentum: 0, epsilon: 1e-7 }],
  [sgd({ momentum: 0.9, nesterov: true }), "sgd", { momentum: 0.9, nesterov: true }],
  [
    adamW(),
    "adamw",
    {
      ...adam().config,
      wrappers: [{ name: "decoupledWeightDecay", decay: 0.004 }],
    },
  ],
  [
    decoupledWeightDecay(sgd(), kernelsOnly(0.01)),
    "sgd",
    {
      ...sgd().config,
      wrappers: [{ name: "decoupledWeightDecay", decay: { kernels: 0.01 } }],
    },
  ],
  [
    decoupledWeightDecay(sgd(), () => 0),
    "sgd",
    {
      ...sgd().config,
      wrappers: [{ name: "decoupledWeightDecay", decay: "function of the weight's name" }],
    },
  ],
  [
    exponentialMovingAverage(
      clipGradients(learningRateGroups(sgd(), [{ match: () => true, factor: 0.1 }]), { globalNorm: 1 }),
    ),
    "sgd",
    {
      ...sgd().config,
      wrappers: [
        { name: "learningRateGroups", factors: [0.1] },
        { name: "clipGradients", globalNorm: 1 },
        { name: "exponentialMovingAverage", decay: 0.99 },
      ],
    },
  ],
  [
    earlyStopping({ patience: 2 }),
    "earlyStopping",
    {
      monitor: "val_loss",
      minDelta: 0,
      patience: 2,
      mode: "auto",
      baseline: null,
      restoreBestWeights: false,
      startFromEpoch: 0,
    },
  ],
  [
    reduceLrOnPlateau(),
    "reduceLrOnPlateau",
    {
      monitor: "val_loss",
      factor: 0.1,
      patience: 10,
      mode: "auto",
      minDelta: 1e-4,
      cooldown: 0,
      minLr: 0,
    },
  ],
  [
    gradualUnfreezing([{ epoch: 3, layers: /^block/i }]),
    "gradualUnfreezing",
    { stages: [{ epoch: 3, layers: "/^block/i" }] },
  ],
  [
    learningRateScheduler(poly({ initial: 1 })),
    "learningRateScheduler",
    {
      schedule: { name: "poly", initial: 1, power: 0.9, end: 0 },
    },
  ],
  [learningRateScheduler(() => 1), "learningRateScheduler", {}],
])(
  "%# the config of %j is its options, defaults included, as plain JSON",
  ({ name, config }, expectedName, expected) => {
    expect(name).toBe(expectedName);
    expect(config).toEqual(expected);
    expect(JSON.parse(JSON.stringify(config))).toEqual(config);
  },
);

test("schedules say how they were made", () => {
  const options = { warmupSteps: 3, peak: 1, floor: 0 };
  expect(warmupCosine(options).config).toEqual({ name: "warmupCosine", ...options });
  expect(constantSchedule(2).config).toEqual({ name: "constantSchedule", rate: 2 });
  expect(oneCycle({ peak: 1 }).config).toEqual({ name: "oneCycle", peak: 1, rise: 0.3, start: 25, end: 1e4 });
  const steps = { initial: 1, factor: 0.5, every: 10 };
  expect(stepDecay(steps).config).toEqual({ name: "stepDecay", ...steps });
});

test("callbacks that write files change no training, and have their path from the current folder as key", () => {
  const callbacks = [
    modelCheckpoint({ folder: "./runs/best/" }),
    csvLogger("runs/../log.csv"),
    tensorBoard("runs"),
  ];
  expect(callbacks.map(({ key, config }) => [key, config])).toEqual([
    ["runs/best", undefined],
    ["log.csv", undefined],
    ["runs", undefined],
  ]);
});

/** A truth and a prediction to count. */
export interface LabelMaps {
  readonly name: string;
  readonly truth: Uint8Array;
  readonly prediction: Uint8Array;
}

/** Label maps of three kinds; the constant one is the worst for a loop that waits for its own last store. */
export function labelMaps(options: { width: number; height: number; numClasses: number }): LabelMaps[] {
  const { width, height, numClasses } = options;
  const fill = (idAt: (x: number, y: number) => number) =>
    Uint8Array.from({ length: width * height }, (_, i) => idAt(i % width, Math.floor(i / width)));
  const random = mulberry32(1);
  const anyId = () => Math.floor(random() * numClasses);

  const region = (x: number, y: number) => (7 * Math.floor(x / 37) + 3 * Math.floor(y / 29)) % numClasses;
  const ignoredEdge = (x: number, id: number) => (x >= width - 12 ? 255 : id);
  return [
    {
      name: "regions, 3% wrong",
      truth: fill((x, y) => ignoredEdge(x, region(x, y))),
      prediction: fill((x, y) => (random() < 0.03 ? anyId() : region(x + 2, y))),
    },
    { name: "random noise", truth: fill(anyId), prediction: fill(anyId) },
    { name: "one class", truth: fill(() => 0), prediction: fill(() => 0) },
  ];
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

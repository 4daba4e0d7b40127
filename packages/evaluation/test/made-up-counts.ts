const pixels = [6000, 1500, 40, 40, 25, 25, 150, 40, 30, 45, 1300];

/** Pixels of each class, a share of them taken for the next class; some of the upper parts for their mirror. */
export function madeUpCounts(index: number, quality: number): number[] {
  const right = Math.min(0.99, quality - 0.06 + 0.12 * Math.abs(Math.sin(index + quality)));
  const n = pixels.length;
  const counts = new Array<number>(n * n).fill(0);
  for (const [id, usual] of pixels.entries()) {
    const size = Math.round(usual * (1 + 0.3 * Math.sin(index * (id + 2))));
    const hit = Math.round(size * (usual > 1000 ? Math.sqrt(Math.sqrt(right)) : right));
    counts[id * n + id] = hit;
    const mistaken = id * n + ((id + 1) % n);
    counts[mistaken] = size - hit;
  }
  return counts;
}

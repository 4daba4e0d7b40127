/** Milliseconds a frame and frames a second, over the last frames. */
export class Speed {
  private frames: { at: number; ms: number }[] = [];

  /** A frame that took `ms` and was shown at `at` milliseconds. */
  add(at: number, ms: number): void {
    this.frames = [...this.frames.filter((frame) => at - frame.at < 2000), { at, ms }];
  }

  /** Forgets the frames so far. */
  clear(): void {
    this.frames = [];
  }

  /** The mean; NaN without frames. */
  get ms(): number {
    return this.frames.reduce((sum, { ms }) => sum + ms, 0) / this.frames.length;
  }

  /** NaN with less than two frames. */
  get framesPerSecond(): number {
    const [first, last] = [this.frames[0], this.frames.at(-1)];
    if (!first || !last || first === last) return Number.NaN;
    return (1000 * (this.frames.length - 1)) / (last.at - first.at);
  }
}

/** Steps at the start of a training in which losses may jump. */
const WARM_UP_STEPS = 20;

/** A loss jumps where it is more than this many times the average. */
const JUMP_FACTOR = 3;

/** Steps over which losses are averaged, exponentially. */
const AVERAGED_STEPS = 20;

/** Finds losses that jump above the moving average of the losses before. */
export class LossWatch {
  private steps = 0;
  private average = 0;

  /** The usual loss where this one jumps, else undefined. */
  jump(loss: number): number | undefined {
    const { average, steps } = this;
    this.average = steps === 0 ? loss : average + (loss - average) / AVERAGED_STEPS;
    this.steps++;
    return steps >= WARM_UP_STEPS && loss > JUMP_FACTOR * average ? average : undefined;
  }
}

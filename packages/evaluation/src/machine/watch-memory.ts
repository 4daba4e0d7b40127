/** Samples the resident memory of this process until `stop`, which gives the highest value in bytes. */
export function watchMemory(intervalMs = 250): {
  /** Ends the sampling and returns the highest value in bytes. */
  stop(): number;
} {
  let peak = process.memoryUsage.rss();
  const sample = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, intervalMs);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      sample();
      return peak;
    },
  };
}

import { duration } from "@faceseg/report";

/**
 * Shows the progress of a piece of work and the remaining time at the same speed: in place on a terminal, else in ten lines.
 *
 * @returns To be called after each of `total` parts.
 */
export function countdown(
  label: string,
  total: number,
  stream: Pick<NodeJS.WriteStream, "isTTY" | "write"> = process.stderr,
): () => void {
  const begun = performance.now();
  let done = 0;
  return () => {
    done++;
    const left = ((performance.now() - begun) / 1000 / done) * (total - done);
    const line = `${label}  image ${done}/${total}  left ${duration(left)}`;
    if (stream.isTTY) stream.write(`\r\u001b[2K${line}${done === total ? "\n" : ""}`);
    else if (done % Math.ceil(total / 10) === 0) stream.write(`${line}\n`);
  };
}

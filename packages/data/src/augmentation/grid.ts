import type { Move, Random, Size } from "@faceseg/image";
import { floor } from "@faceseg/image/paint";

/**
 * Grid distortion: the inner lines of a regular grid move, and what is between them stretches evenly. The
 * image's borders stay where they are.
 *
 * @param values.strength largest shift of a line, as a share of a cell; below 0.5 no two lines can cross
 * @param values.cells cells along each axis
 */
export function gridMove(
  { strength, cells }: { strength: number; cells: number },
  { width, height }: Size,
  random: Random,
): Move {
  const lines = () =>
    Float64Array.from({ length: cells + 1 }, (_, line) =>
      line === 0 || line === cells ? line : line + random.uniform(-strength, strength),
    );
  const [columns, rows] = [lines(), lines()];
  return {
    mirrors: false,
    trace({ x, y }) {
      for (let at = 0; at < x.length; at++) {
        x[at] = stretched(x[at] as number, width / cells, columns);
        y[at] = stretched(y[at] as number, height / cells, rows);
      }
    },
  };
}

/** Where a place is in the input; places outside of the grid stay. */
function stretched(place: number, side: number, lines: Float64Array): number {
  const cell = floor(place / side);
  if (cell < 0 || cell >= lines.length - 1) return place;
  const from = lines[cell] as number;
  const to = lines[cell + 1] as number;
  return side * (from + (to - from) * (place / side - cell));
}

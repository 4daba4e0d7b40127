import type { Move, Random, Size } from "@faceseg/image";
import { floor, max, min } from "@faceseg/image/paint";

/**
 * Smooth random displacements: normally distributed vectors on a coarse grid, joined by cubic B-splines (as the
 * U-Net paper, section 3.1, joins its grid by bicubic interpolation).
 *
 * @param values.strength deviation of the vectors, as a share of the shorter side
 * @param values.scale spacing of the grid, likewise
 */
export function elasticMove(
  { strength, scale }: { strength: number; scale: number },
  { width, height }: Size,
  random: Random,
): Move {
  const side = Math.min(width, height);
  const spacing = scale * side;
  const [across, down] = [Math.ceil(width / spacing), Math.ceil(height / spacing)];
  // A point in cell i sees the knots i..i+3, so there are three more knots than cells.
  const knots = (across + 3) * (down + 3);
  const vectors = Float64Array.from({ length: 2 * knots }, () => random.normal(0, strength * side));
  const [ofX, ofY] = [new Float64Array(4), new Float64Array(4)];
  return {
    mirrors: false,
    trace({ x, y }) {
      for (let at = 0; at < x.length; at++) {
        const column = spline((x[at] as number) / spacing, across, ofX);
        const row = spline((y[at] as number) / spacing, down, ofY);
        let [dx, dy] = [0, 0];
        for (let j = 0; j < 4; j++) {
          let knot = 2 * ((row + j) * (across + 3) + column);
          for (let i = 0; i < 4; i++, knot += 2) {
            const weight = (ofX[i] as number) * (ofY[j] as number);
            dx += weight * (vectors[knot] as number);
            dy += weight * (vectors[knot + 1] as number);
          }
        }
        (x[at] as number) += dx;
        (y[at] as number) += dy;
      }
    },
  };
}

/** The cell of a place (the first or the last one, if it is outside), and the four knots' weights. */
function spline(place: number, cells: number, weights: Float64Array): number {
  const held = min(max(place, 0), cells);
  const cell = min(floor(held), cells - 1);
  const t = held - cell;
  const rest = 1 - t;
  weights[0] = (rest * rest * rest) / 6;
  weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
  weights[2] = (3 * rest * rest * rest - 6 * rest * rest + 4) / 6;
  weights[3] = (t * t * t) / 6;
  return cell;
}

import type { FaceDescription } from "./description.ts";

/** A smooth hill (or hollow) on the face: center, radii and height. */
type Bump = readonly [x: number, y: number, rx: number, ry: number, height: number];

const both = (x: number, y: number, rx: number, ry: number, height: number): Bump[] => [
  [-x, y, rx, ry, height],
  [x, y, rx, ry, height],
];

function noseBumps({ nose }: FaceDescription): Bump[] {
  const { length, halfWidth, height } = nose;
  return [
    [0, length * 0.52, 0.19, length * 0.75, height * nose.bridge],
    [0, length - 0.075, 0.18, 0.17, height * nose.tip],
    ...both(halfWidth * 0.66, length - 0.045, 0.11, 0.1, 0.07),
  ];
}

function faceBumps({ eyes, brows, mouth, head, skin }: FaceDescription): Bump[] {
  const open = mouth.open;
  const lift = mouth.smile * 0.05;
  return [
    ...both(eyes.distance - 0.02, -0.02, 0.27, 0.19, -0.1),
    ...both(eyes.distance, 0.005, 0.18, 0.13, 0.06),
    ...both(eyes.distance - 0.02, -brows.height - 0.02, 0.34, 0.12, 0.03),
    ...both(0.1, -0.03, 0.07, 0.14, -0.03),
    ...both(0.42, 0.33 - lift, 0.3, 0.24, 0.04 + mouth.smile * 0.07),
    ...both(eyes.distance + 0.02, 0.17, 0.2, 0.08, -0.006 - 0.02 * skin.age),
    ...both(0.34, 0.62, 0.2, 0.34, -0.015),
    [0, mouth.y - 0.02, 0.36, 0.28, 0.06],
    [0, mouth.y - mouth.upper - open * 0.35, mouth.halfWidth * 0.9, 0.06, 0.028],
    [0, mouth.y + mouth.lower * 0.6 + open * 0.7, mouth.halfWidth * 0.75, 0.075, 0.04],
    [0, mouth.y - mouth.upper - 0.09, 0.045, 0.1, -0.014],
    [0, mouth.y + mouth.lower + 0.09 + open * 0.7, 0.24, 0.08, -0.035],
    [0, head.chin - 0.14, 0.24, 0.17, 0.06],
    ...both(mouth.halfWidth + 0.04, mouth.y - lift, 0.07, 0.08, -0.012 - mouth.smile * 0.015),
  ];
}

/** Heights and slopes that eyes, nose, cheeks, lips and chin add to the skull. */
interface Relief {
  readonly nose: (x: number, y: number) => number;
  /** Writes the slopes along x and y to `slope`. */
  readonly slopes: (x: number, y: number, slope: { x: number; y: number }) => void;
}

export function createRelief(face: FaceDescription): Relief {
  const nose = noseBumps(face);
  const flatten = (bumps: Bump[]) =>
    Float64Array.from(bumps.flatMap(([x, y, rx, ry, h]) => [x, y, 1 / rx, 1 / ry, h]));
  const noseTable = flatten(nose);
  const table = flatten([...nose, ...faceBumps(face)]);
  return {
    nose: (x, y) => {
      if (x > 0.32 || x < -0.32 || y < -0.3 || y > 0.75) return 0;
      let height = 0;
      for (let i = 0; i < noseTable.length; i += 5) {
        const dx = (x - (noseTable[i] as number)) * (noseTable[i + 2] as number);
        const dy = (y - (noseTable[i + 1] as number)) * (noseTable[i + 3] as number);
        const rest = 1 - dx * dx - dy * dy;
        if (rest > 0) height += (noseTable[i + 4] as number) * rest * rest;
      }
      return height;
    },
    slopes: (x, y, slope) => {
      let sx = 0;
      let sy = 0;
      for (let i = 0; i < table.length; i += 5) {
        const ix = table[i + 2] as number;
        const iy = table[i + 3] as number;
        const dx = (x - (table[i] as number)) * ix;
        const dy = (y - (table[i + 1] as number)) * iy;
        const rest = 1 - dx * dx - dy * dy;
        if (rest <= 0) continue;
        const steep = -4 * rest * (table[i + 4] as number);
        sx += steep * dx * ix;
        sy += steep * dy * iy;
      }
      slope.x = sx;
      slope.y = sy;
    },
  };
}

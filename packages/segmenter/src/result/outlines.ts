import type { Size } from "@faceseg/image";
import type { Point } from "./mask.ts";

/** A closed ring of corners; the last is joined to the first. */
export type Ring = readonly Point[];

/** Steps along pixel edges: right, down, left, up. */
const steps = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
] as const;

/**
 * The outlines of a mask along the edges of its pixels, corners only. Outer rings run clockwise as one sees them, holes
 * counterclockwise: filled by either rule of canvas and SVG they give the mask again. Pixels that touch at a corner only
 * are in rings of their own.
 *
 * @example
 * outlines(Uint8Array.of(0, 1, 0, 0), { width: 2, height: 2 });
 * //=> [[{ x: 1, y: 0 }, { x: 2, y: 0 }, { x: 2, y: 1 }, { x: 1, y: 1 }]]
 */
export function outlines(mask: Uint8Array, size: Size): Ring[] {
  const edges = edgesOf(mask, size);
  const across = size.width + 1;
  const rings: Ring[] = [];
  for (let start = 0; start < edges.length; start++) {
    while (edges[start]) rings.push(follow(edges, across, start));
  }
  return rings;
}

/** For each corner of the grid the directions (bit 1 << direction) in which an edge leaves it, the mask on its right. */
function edgesOf(mask: Uint8Array, { width, height }: Size): Uint8Array {
  const across = width + 1;
  const edges = new Uint8Array(across * (height + 1));
  const add = (corner: number, direction: number) => {
    edges[corner] = (edges[corner] as number) | (1 << direction);
  };
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (!mask[at]) continue;
      const corner = y * across + x;
      if (y === 0 || !mask[at - width]) add(corner, 0);
      if (x === width - 1 || !mask[at + 1]) add(corner + 1, 1);
      if (y === height - 1 || !mask[at + width]) add(corner + across + 1, 2);
      if (x === 0 || !mask[at - 1]) add(corner + across, 3);
    }
  }
  return edges;
}

/**
 * Walks one ring from its first corner in reading order and takes its edges away; where two leave a corner, it stays at
 * its pixel. The first corner has one edge left: of two, one at least leads to or comes from a corner before it.
 */
function follow(edges: Uint8Array, across: number, start: number): Ring {
  const ring: Point[] = [];
  let corner = start;
  let before = -1;
  do {
    const leaving = edges[corner] as number;
    const direction = before < 0 ? lowest(leaving) : turn(leaving, before);
    if (direction !== before) ring.push({ x: corner % across, y: Math.floor(corner / across) });
    edges[corner] = leaving & ~(1 << direction);
    const step = steps[direction] as (typeof steps)[number];
    corner += step.x + step.y * across;
    before = direction;
  } while (corner !== start);
  return ring;
}

const lowest = (bits: number): number => 31 - Math.clz32(bits & -bits);

/** To the right if there is an edge, else straight on, else to the left. */
const turn = (bits: number, before: number): number =>
  [1, 0, 3].map((by) => (before + by) % 4).find((direction) => bits & (1 << direction)) as number;

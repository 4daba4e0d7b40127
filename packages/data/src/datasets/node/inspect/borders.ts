import type { LabelMap } from "@faceseg/image";

/** What lies along the borders of classes in a label map. */
export interface BorderFacts {
  /** Borders between ids that have others between them, such as 0 beside 10. */
  readonly plain: number;
  /** Such borders with one or two pixels of an id between the two, as interpolation leaves them: 0, 5, 10. */
  readonly mixed: number;
}

/** Looks along rows and columns for ids that lie between their neighbors' as numbers and as pixels. */
export function lookAtBorders({ width, height, data }: LabelMap): BorderFacts {
  let plain = 0;
  let mixed = 0;
  const look = (start: number, step: number, count: number) => {
    for (let at = 1; at < count; at++) {
      const before = data[start + (at - 1) * step] as number;
      const here = data[start + at * step] as number;
      if (here === before || before === 255 || here === 255) continue;
      const after = [1, 2].map((ahead) =>
        at + ahead < count ? data[start + (at + ahead) * step] : undefined,
      );
      const next = after[0] === here ? after[1] : after[0];
      const isBetween = next !== undefined && next !== 255 && (before - here) * (here - next) > 0;
      if (isBetween) mixed += 1;
      else if (Math.abs(before - here) > 1) plain += 1;
    }
  };
  for (let y = 0; y < height; y++) look(y * width, 1, width);
  for (let x = 0; x < width; x++) look(x, width, height);
  return { plain, mixed };
}

/// <reference types="node" />
import {
  type FaceClass,
  type LabelMap,
  type RgbImage,
  resizeImage,
  resizeLabels,
  type Size,
} from "@faceseg/image";
import { loadSharp } from "@faceseg/image/node";
import type { OverlayOptions } from "sharp";
import { paint } from "../result/paint.ts";

/** What stands on a sheet. */
export interface Sheet {
  readonly columns: readonly string[];
  /** Cells from left to right, as wide as a column; undefined leaves the place empty. */
  readonly rows: readonly { readonly title: string; readonly cells: readonly (RgbImage | undefined)[] }[];
  readonly columnWidth: number;
  readonly classes: readonly FaceClass[];
}

/** Pixels between cells, and the height of a line of text. */
const gap = 8;
const line = 20;

const cellSize = ({ width, height }: Size, columnWidth: number): Size => ({
  width: columnWidth,
  height: Math.max(1, Math.round((height * columnWidth) / width)),
});

/** An image at a column's width. */
export const imageCell = (image: RgbImage, columnWidth: number): RgbImage =>
  resizeImage(image, cellSize(image, columnWidth));

/** A label map in the colors of its classes at a column's width; ids are not mixed, ignored pixels are white. */
export function maskCell(labels: LabelMap, classes: readonly FaceClass[], columnWidth: number): RgbImage {
  const { width, height, data: ids } = labels;
  const small = resizeLabels({ width, height, data: ids }, cellSize(labels, columnWidth));
  const { data: rgba } = paint(small, classes, { ids: classes.map(({ id }) => id) });
  const data = new Uint8Array(3 * small.data.length).fill(255);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    if (rgba[from + 3]) data.set(rgba.subarray(from, from + 3), to);
  }
  return { width: small.width, height: small.height, data };
}

/** Puts cells under their columns' titles, rows under their own, and the legend at the bottom. */
export async function drawSheet({ columns, rows, columnWidth, classes }: Sheet): Promise<Uint8Array> {
  const leftOf = (column: number) => gap + column * (columnWidth + gap);
  const width = leftOf(columns.length);
  const texts = columns.map((title, column) => text(title, leftOf(column), 0, columnWidth, "bold"));
  const cells: OverlayOptions[] = [];
  let top = line + gap;
  for (const { title, cells: inRow } of rows) {
    if (title !== "") {
      texts.push(text(title, leftOf(0), top, width - 2 * gap));
      top += line;
    }
    inRow.forEach((cell, column) => {
      if (!cell) return;
      const raw = { width: cell.width, height: cell.height, channels: 3 as const };
      cells.push({ input: Buffer.from(cell.data), left: leftOf(column), top, raw });
    });
    top += Math.max(...inRow.map((cell) => cell?.height ?? 0)) + gap;
  }
  const legendWidth = 128;
  const across = Math.max(1, Math.floor((width - gap) / legendWidth));
  classes.forEach(({ name, color }, index) => {
    const [x, y] = [gap + (index % across) * legendWidth, top + Math.floor(index / across) * line];
    texts.push(
      `<rect x="${x}" y="${y + 4}" width="12" height="12" fill="rgb(${color.join()})" stroke="#888"/>`,
      text(name, x + 18, y, legendWidth - 20),
    );
  });
  const height = top + Math.ceil(classes.length / across) * line + gap;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${texts.join("")}</svg>`;
  const sharp = await loadSharp();
  return sharp({ create: { width, height, channels: 3, background: "white" } })
    .composite([{ input: Buffer.from(svg), left: 0, top: 0 }, ...cells])
    .png()
    .toBuffer();
}

/** A line of text, cut where it would not fit. */
function text(content: string, x: number, y: number, width: number, weight = "normal"): string {
  // 8 pixels are about the width of a letter at this size.
  const most = Math.max(2, Math.floor(width / 8));
  const letters = [...content];
  const fitting = letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : content;
  const escaped = fitting.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return `<text x="${x}" y="${y + 15}" font-family="sans-serif" font-size="13" font-weight="${weight}">${escaped}</text>`;
}

import { nchw } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { transpose } from "../lowering/transpose.ts";
import { convOnBlocks, fromBlocks, roundUp, toBlocks, toColumnBlocks } from "./blocked.ts";
import { padSpatial, pixelProduct, shifted, sumOverBatch } from "./gradient-parts.ts";

/** Which products {@link shiftedProducts} makes of images with `inputs` channels and dy with `outputs`, of equal sizes. */
export interface ShiftedProducts {
  /** Number of images. */
  readonly batch: number;
  /** Height of x and of dy. */
  readonly height: number;
  /** Width of x and of dy. */
  readonly width: number;
  /** Channels of dy. */
  readonly outputs: number;
  /** Channels of x. */
  readonly inputs: number;
  /** Consecutive rows by which the image is ahead of dy. */
  readonly rows: readonly number[];
  /** Columns by which the image is ahead of dy. */
  readonly columns: readonly number[];
}

/**
 * What the gradients of dense filters are made of: for each of `rows` and each of `columns` the sum over all pixels of
 * dy[h, w] · x[h + row, w + column], where x (NCHW) is zero outside; [rows, columns, outputs, inputs].
 */
export const shiftedProducts = (l: Lowering, x: string, dy: LoweredTensor, sizes: ShiftedProducts): string =>
  inBlocks(l, x, dy, sizes) ?? asMatrices(l, x, dy, sizes);

/** Column shifts of dy (stacked) against row shifts of x, one matrix product for each row. */
function asMatrices(
  l: Lowering,
  x: string,
  dy: LoweredTensor,
  { batch, height, width, outputs, inputs, rows, columns }: ShiftedProducts,
): string {
  const moved = columns.map((column) => shifted(l, dy.full(nchw), [0, column]));
  const stacked = l.builder.concat(moved, 1);
  const sizes = { batch, pixels: height * width, channels: [columns.length * outputs, inputs] } as const;
  const products = rows.map((row) =>
    pixelProduct(l, stacked, shifted(l, x, [-row, 0]), sizes, [1, columns.length, outputs, inputs]),
  );
  return l.builder.concat(products, 0);
}

/**
 * One convolution for each column: ONNX Runtime's convolutions in blocks are faster than its matrix products. The input
 * channels, over which a convolution sums, are pixels here. x is in blocks of columns with its own channels as width, so
 * that moving down by the blocks of a row gives the products of the next row. dy is in blocks of channels, which is the
 * memory order of a filter whose height is its rows times blocks of columns. Strips of a few rows are inputs of their
 * own, so that they fit into caches.
 */
function inBlocks(
  l: Lowering,
  x: string,
  dy: LoweredTensor,
  { batch, height, width, outputs, inputs, rows, columns }: ShiftedProducts,
): string | undefined {
  const block = l.channelBlock;
  if (block === 0 || width % block !== 0 || outputs % 4 !== 0) return;
  const across = width / block;
  const strip = rowsOfStrip(height, across);
  const strips = Array.from({ length: height / strip }, (_, i) => i * strip);
  const [first = 0, last = 0] = [rows[0], rows.at(-1)];
  const seen = strip + last - first;

  const [tall, line] = [height + last - first, across * inputs * block];
  const framed = padSpatial(l, x, [-first, 0, last, 0]);
  const turned = toColumnBlocks(l, framed, [batch, inputs, tall * width]);
  const overlapping = strips.flatMap((start) => Array.from({ length: seen }, (_, i) => start + i));
  const image =
    strips.length === 1
      ? turned
      : l.builder.op(
          "Gather",
          [l.builder.reshape(turned, [batch, tall, line]), l.builder.ints(overlapping)],
          { axis: 1 },
        );
  const source = l.builder.reshape(image, [1, batch * strips.length * block, seen * across, inputs]);

  const padded = roundUp(outputs, block);
  const lines = l.builder.reshape(toBlocks(l, dy), [(batch * padded) / block, height, width * block]);
  const products = columns.map((column) => {
    const shift = column * block;
    const moved =
      shift === 0 ? lines : l.builder.op("Pad", [lines, l.builder.ints([0, 0, shift, 0, 0, -shift])]);
    const kernel = [strip * across, 1] as const;
    const filter = l.builder.reshape(moved, [batch * padded, strips.length * block, ...kernel]);
    const geometry = { kernel, strides: [across, 1], dilations: [1, 1], pads: [0, 0, 0, 0] } as const;
    const byImage = convOnBlocks(l, [source, filter], { ...geometry, group: batch });
    const shape = [padded, rows.length, inputs];
    return sumOverBatch(l, l.builder.reshape(byImage, [batch, ...shape]), batch, [1, ...shape]);
  });
  const plain = fromBlocks(l, l.builder.concat(products, 0), outputs);
  return transpose(l.builder, plain, [columns.length, outputs, rows.length, inputs], [2, 0, 1, 3]);
}

/** Rows that give about 16 blocks of columns; at least two, because rows that neighboring strips share are copied. */
function rowsOfStrip(height: number, across: number): number {
  for (let rows = Math.max(2, Math.floor(16 / across)); rows > 1; rows--)
    if (height % rows === 0) return rows;
  return 1;
}

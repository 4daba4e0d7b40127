import { KerasFileError } from "../errors/keras-file-error.ts";

const headerLength = 16;

/**
 * Walks through the heaps in which HDF5 keeps strings of any length ("GCOL"), as libhdf5 does when it reads one. It
 * believes the lengths it finds there, and never comes back from a piece of length 0.
 *
 * @throws KerasFileError if a piece is empty or longer than what is left.
 */
export function checkStringHeaps(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = bytes.indexOf(0x47); start >= 0; start = bytes.indexOf(0x47, start + 1)) {
    const isHeap =
      start + headerLength <= bytes.length && view.getUint32(start) === 0x47434f4c && bytes[start + 4] === 1;
    if (isHeap && !isSound(view, start)) {
      throw new KerasFileError(`The .h5 file is damaged: the heap of strings at byte ${start} is broken`);
    }
  }
}

function isSound(view: DataView, start: number): boolean {
  const length = (at: number) => Number(view.getBigUint64(at, true));
  const end = start + length(start + 8);
  if (end < start + headerLength || end > view.byteLength) return false;
  // A piece has a header too, unless too little is left for one. That of number 0 is what is free, header included.
  for (let at = start + headerLength; at + headerLength <= end; ) {
    const size = length(at + 8);
    const isFree = view.getUint16(at, true) === 0;
    const step = isFree ? size : headerLength + 8 * Math.ceil(size / 8);
    if (step < headerLength || at + step > end) return false;
    at += step;
  }
  return true;
}

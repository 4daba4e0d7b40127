/** The bitmaps, and the buffers of typed arrays, in a message of plain objects and lists: what can be handed over. */
export function transferable(message: unknown): Transferable[] {
  const found = new Set<Transferable>();
  const search = (value: unknown) => {
    if (typeof value !== "object" || value === null || value instanceof Blob) return;
    if (value instanceof ImageBitmap) found.add(value);
    else if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
    else for (const inner of Object.values(value)) search(inner);
  };
  search(message);
  return [...found];
}

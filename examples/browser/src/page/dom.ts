/**
 * The element of an id.
 *
 * @throws {Error} where the page has none of this kind.
 */
export function find<E extends Element = HTMLElement>(
  id: string,
  kind: { new (): E } = HTMLElement as unknown as { new (): E },
): E {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`Expected a ${kind.name} with id "${id}" in the page`);
  return element;
}

/** A new element with some properties and children. */
export function create<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Shows a bitmap on a canvas, which takes its size and owns it from then on. */
export function showBitmap(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
}

/** Hands a file to the visitor. */
export function download(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  create("a", { href, download: name }).click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

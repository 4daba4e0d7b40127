import type { FaceClass } from "@faceseg/image";
import { create, find } from "../page/dom.ts";

/** A share as it is read: three digits are enough. */
export function formatShare(share: number): string {
  if (share === 0) return "0 %";
  if (share < 0.001) return "< 0.1 %";
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}

interface Row {
  readonly id: number;
  readonly element: HTMLElement;
  readonly box: HTMLInputElement;
  readonly share: HTMLElement;
}

/** The parts with their colors and shares; a click hides one or shows it again. */
export class Legend {
  private readonly list = find("legend");
  private readonly onChange: () => void;
  private rows: Row[] = [];

  /** @param onChange Called when a part is hidden or shown. */
  constructor(onChange: () => void) {
    this.onChange = onChange;
    find("show-all").addEventListener("click", () => this.setAll(true));
    find("show-none").addEventListener("click", () => this.setAll(false));
  }

  /** Lists a network's classes; what was hidden of those before stays hidden. */
  name(classes: readonly FaceClass[]): void {
    const hidden = this.hidden;
    this.rows = classes.filter(({ id }) => id !== 0).map((one) => this.row(one, !hidden.includes(one.id)));
    this.list.replaceChildren(...this.rows.map(({ element }) => element));
  }

  /** Ids of the classes that are hidden. */
  get hidden(): number[] {
    return this.rows.filter(({ box }) => !box.checked).map(({ id }) => id);
  }

  /** Shows each part's share of the image. */
  measure(shares: readonly number[]): void {
    for (const { id, element, share } of this.rows) {
      const found = shares[id] ?? 0;
      share.textContent = formatShare(found);
      element.classList.toggle("absent", found === 0);
      element.style.setProperty("--share", String(found));
    }
  }

  /** Marks one part, or none. */
  mark(marked: number | undefined): void {
    for (const { id, element } of this.rows) element.classList.toggle("marked", id === marked);
  }

  private row({ id, name, color }: FaceClass, checked: boolean): Row {
    const box = create("input", { type: "checkbox", checked });
    box.addEventListener("change", this.onChange);
    const share = create("span", { className: "share" });
    const label = create("label", {}, box, create("span", { className: "name" }, name), share);
    const element = create("li", {}, label);
    element.style.setProperty("--color", `rgb(${color.join(" ")})`);
    return { id, element, box, share };
  }

  private setAll(checked: boolean): void {
    for (const { box } of this.rows) box.checked = checked;
    this.onChange();
  }
}

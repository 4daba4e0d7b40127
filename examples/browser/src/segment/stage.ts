import { find, showBitmap } from "../page/dom.ts";
import type { Layers, Shown } from "./protocol.ts";

/**
 * The image and what lies over it: below the image as it is, above it, right of the divider, the recolored one and
 * the parts. Opacity and divider are styles, so that they follow the finger without any computing.
 */
export class Stage {
  private readonly frame = find("frame");
  private readonly before = find("before", HTMLCanvasElement);
  private readonly recolored = find("recolored", HTMLCanvasElement);
  private readonly parts = find("parts", HTMLCanvasElement);

  constructor() {
    const opacity = find("opacity", HTMLInputElement);
    const shown = find("opacity-value", HTMLOutputElement);
    const fade = () => {
      this.frame.style.setProperty("--opacity", String(opacity.valueAsNumber / 100));
      shown.value = `${opacity.value} %`;
    };
    opacity.addEventListener("input", fade);
    fade();
    const compare = find("compare", HTMLInputElement);
    const divide = () => {
      this.frame.style.setProperty("--divider", `${compare.valueAsNumber}%`);
      compare.setAttribute("aria-valuetext", `${compare.value} % of the image as it was`);
    };
    compare.addEventListener("input", divide);
    divide();
  }

  /** Shows an image and its parts. */
  show({ width, height, image, ...layers }: Shown): void {
    find("empty").hidden = true;
    this.frame.hidden = false;
    this.frame.style.setProperty("--ratio", String(width / height));
    showBitmap(this.before, image);
    this.relay(layers);
  }

  /** Changes what lies over the image. */
  relay({ parts, recolored }: Layers): void {
    showBitmap(this.parts, parts);
    this.recolored.hidden = !recolored;
    if (recolored) showBitmap(this.recolored, recolored);
  }

  /** Tells screen readers what is seen. */
  describe(text: string): void {
    this.before.setAttribute("aria-label", text);
  }
}

import type { FaceClass } from "@faceseg/image";
import { create, find } from "../page/dom.ts";
import { type Palette, palettes } from "./colors.ts";
import type { Recoloring } from "./protocol.ts";

interface Group {
  readonly palette: Palette;
  readonly element: HTMLFieldSetElement;
  readonly own: HTMLInputElement;
  readonly chosen: HTMLElement;
}

/** How far the lightness follows a color that the visitor mixed. */
const ownLightness = 0.3;

/** Swatches for hair and lips, a color of one's own, and how strong it is. */
export class RecolorPanel {
  private readonly strength = find("strength", HTMLInputElement);
  private readonly onChange: () => void;
  private readonly groups: readonly Group[];

  /** @param onChange hears that `value` is another. */
  constructor(onChange: () => void) {
    this.onChange = onChange;
    this.groups = palettes.map((palette) => this.group(palette));
    find("palettes").replaceChildren(...this.groups.map(({ element }) => element));
    const strengthValue = find("strength-value", HTMLOutputElement);
    const tell = () => {
      strengthValue.value = `${this.strength.value} %`;
    };
    this.strength.addEventListener("input", () => {
      tell();
      if (this.value.length > 0) onChange();
    });
    tell();
  }

  /** Offers only what a network can find. */
  offer(classes: readonly FaceClass[]): void {
    const known = (part: string) => classes.some(({ name }) => name === part);
    for (const { palette, element } of this.groups) element.hidden = !palette.parts.every(known);
  }

  /** What is to be recolored. */
  get value(): Recoloring[] {
    const strength = this.strength.valueAsNumber / 100;
    return this.groups.flatMap(({ palette, element, own }) => {
      const { value } = element.querySelector<HTMLInputElement>(":checked") ?? { value: "" };
      if (element.hidden || value === "") return [];
      const swatch = palette.swatches.find(({ name }) => name === value);
      const { color, lightness } = swatch ?? { color: own.value, lightness: ownLightness };
      return [{ parts: palette.parts, color, strength, lightness }];
    });
  }

  private group(palette: Palette): Group {
    const { key, title, swatches } = palette;
    const chosen = create("span", { className: "chosen" }, "as it is");
    const radio = (value: string, label: string, color?: string) => {
      const input = create("input", { type: "radio", name: key, value, className: "swatch", title: label });
      input.setAttribute("aria-label", label);
      if (color) input.style.setProperty("--color", color);
      input.addEventListener("change", () => {
        chosen.textContent = label.toLowerCase();
        this.onChange();
      });
      return input;
    };
    const none = radio("", "As it is");
    none.checked = true;
    const own = create("input", { type: "color", value: "#7d5fb2", className: "own-color" });
    own.setAttribute("aria-label", `${title}: mix a color`);
    const mixed = radio("own", "Your own", own.value);
    own.addEventListener("input", () => {
      mixed.style.setProperty("--color", own.value);
      mixed.checked = true;
      mixed.dispatchEvent(new Event("change"));
    });
    const row = create("div", { className: "swatches" }, none);
    row.append(...swatches.map(({ name, color }) => radio(name, name, color)), mixed, own);
    const legend = create("legend", {}, title, chosen);
    return { palette, element: create("fieldset", {}, legend, row), own, chosen };
  }
}

import { create, find, showBitmap } from "../page/dom.ts";
import type { UnseenFace } from "./protocol.ts";

/** Unseen faces with their true parts and what the network sees in them. */
export class Gallery {
  private guesses: HTMLCanvasElement[] = [];

  /** Shows new faces, of which the network has seen nothing yet. */
  show(faces: readonly UnseenFace[]): void {
    this.guesses = [];
    const figures = faces.map(({ picture, truth }, at) => {
      const guess = tile(`Face ${at + 1}, as the network sees it`);
      [guess.width, guess.height] = [picture.width, picture.height];
      this.guesses.push(guess);
      const drawn = tile(`Face ${at + 1}, as drawn`);
      showBitmap(drawn, picture);
      const parts = tile(`Face ${at + 1}, its true parts`);
      showBitmap(parts, truth);
      return create("li", {}, drawn, parts, guess);
    });
    find("gallery").replaceChildren(...figures);
    find("gallery-empty").hidden = true;
  }

  /** Shows what the network sees now. */
  guess(guesses: readonly ImageBitmap[]): void {
    guesses.forEach((bitmap, at) => {
      const canvas = this.guesses[at];
      if (canvas) showBitmap(canvas, bitmap);
    });
  }
}

function tile(label: string): HTMLCanvasElement {
  const canvas = create("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  return canvas;
}

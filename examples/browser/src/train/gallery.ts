import { create, find, showBitmap } from "../page/dom.ts";
import type { UnseenFace } from "./protocol.ts";

/** Unseen faces with their true parts and the network's predictions. */
export class Gallery {
  private guesses: HTMLCanvasElement[] = [];

  /** Shows new faces, without predictions. */
  show(faces: readonly UnseenFace[]): void {
    this.guesses = [];
    const figures = faces.map(({ image, truth }, at) => {
      const guess = tile(`Face ${at + 1}, as predicted`);
      [guess.width, guess.height] = [image.width, image.height];
      this.guesses.push(guess);
      const drawn = tile(`Face ${at + 1}, as drawn`);
      showBitmap(drawn, image);
      const parts = tile(`Face ${at + 1}, its true parts`);
      showBitmap(parts, truth);
      return create("li", {}, drawn, parts, guess);
    });
    find("gallery").replaceChildren(...figures);
    find("gallery-empty").hidden = true;
  }

  /** Shows the network's current predictions. */
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

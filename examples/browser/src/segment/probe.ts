import type { FaceClass, Size } from "@faceseg/image";
import { find } from "../page/dom.ts";

/** A label map on the page. */
interface Labels extends Size {
  readonly labels: Uint8Array;
}

/** The share of the image by which an arrow key moves the point. */
const step = 0.02;

/** Names the part under the pointer, or under a point that the arrow keys move. */
export class Probe {
  private readonly frame = find("frame");
  private readonly chip = find("chip", HTMLOutputElement);
  private readonly onPart: (id: number | undefined) => void;
  private point: { x: number; y: number } | undefined;
  private map: Labels | undefined;
  private classes: readonly FaceClass[] = [];

  /** @param onPart Called with the id of the named part, or undefined. */
  constructor(onPart: (id: number | undefined) => void) {
    this.onPart = onPart;
    const { frame } = this;
    const follow = ({ clientX, clientY }: PointerEvent) => {
      const { left, top, width, height } = frame.getBoundingClientRect();
      this.move({ x: (clientX - left) / width, y: (clientY - top) / height });
    };
    frame.addEventListener("pointermove", follow);
    frame.addEventListener("pointerdown", follow);
    frame.addEventListener("pointerleave", () => this.move(undefined));
    const canvas = find("before");
    canvas.addEventListener("keydown", (event) => this.press(event));
    canvas.addEventListener("blur", () => this.move(undefined));
  }

  /** Sets the labels of the shown image. */
  read(map: Labels, classes: readonly FaceClass[]): void {
    this.map = map;
    this.classes = classes;
    this.name();
  }

  private press(event: KeyboardEvent): void {
    const [x, y] =
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (event.key === "Escape") this.move(undefined);
    if (x === undefined || y === undefined) return;
    event.preventDefault();
    const { point = { x: 0.5, y: 0.5 } } = this;
    const within = (value: number) => Math.min(Math.max(value, 0), 0.999);
    this.move(this.point ? { x: within(point.x + x * step), y: within(point.y + y * step) } : point);
  }

  private move(point: { x: number; y: number } | undefined): void {
    this.point = point;
    this.name();
  }

  private name(): void {
    const { point, map, chip } = this;
    const inside = point && point.x >= 0 && point.y >= 0 && point.x < 1 && point.y < 1;
    const id =
      inside && map
        ? map.labels[Math.floor(point.y * map.height) * map.width + Math.floor(point.x * map.width)]
        : undefined;
    chip.hidden = id === undefined;
    const name = this.classes.find((one) => one.id === id)?.name ?? "";
    if (chip.value !== name) {
      chip.value = name;
      this.onPart(id);
    }
    if (!point) return;
    chip.classList.toggle("left", point.x > 0.6);
    chip.style.setProperty("--x", `${100 * point.x}%`);
    chip.style.setProperty("--y", `${100 * point.y}%`);
  }
}

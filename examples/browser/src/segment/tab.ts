import type { FaceClass } from "@faceseg/image";
import { download, find } from "../page/dom.ts";
import { latest } from "../page/latest.ts";
import { messageOf, notice } from "../page/notice.ts";
import { Camera } from "./camera.ts";
import { EngineChoice } from "./engine-choice.ts";
import { listenForImages } from "./inputs.ts";
import { formatShare, Legend } from "./legend.ts";
import { checkPhoto } from "./photo-size.ts";
import { Probe } from "./probe.ts";
import type { Opened, Saving, Shown, Source } from "./protocol.ts";
import { RecolorPanel } from "./recolor-panel.ts";
import { Session } from "./session.ts";
import { Speed } from "./speed.ts";
import { Stage } from "./stage.ts";

/** Where the trained network lies, beside the page. */
const trainedNetwork = "models/faceseg.onnx";

/** The tab that segments images. */
export class SegmentTab {
  private readonly stage = new Stage();
  private readonly legend = new Legend(() => this.restyle());
  private readonly panel = new RecolorPanel(() => this.restyle());
  private readonly probe = new Probe((id) => this.legend.mark(id));
  private readonly camera = new Camera(find("video", HTMLVideoElement));
  private readonly speed = new Speed();
  private readonly engine = new EngineChoice(() => this.open());
  private readonly relay = latest(() => this.session.relay());
  private network: string | Uint8Array = trainedNetwork;
  private classes: readonly FaceClass[] = [];
  private shares: readonly number[] = [];
  private readonly session = new Session({
    opened: (opened) => this.opened(opened),
    closed: (reason, missing) => this.closed(reason, missing),
    shown: (shown, source) => this.shown(shown, source),
    relaid: (layers) => this.stage.relay(layers),
    failed: (reason) => notice.warn(reason),
    lost: (restarts, hadWork) => this.lost(restarts, hadWork),
  });

  constructor() {
    listenForImages({
      file: (file) => void this.showFile(file),
      nothing: () =>
        notice.warn("That was not an image file; save the image first, then drop the file here."),
    });
    find("draw").addEventListener("click", () => {
      const seed = Math.floor(Math.random() * 2 ** 31);
      void this.showStill({ kind: "face", seed });
    });
    find("camera").addEventListener("click", () => (this.camera.on ? this.stopCamera() : void this.film()));
    for (const what of ["mask", "ids", "image"] as const) {
      find(`save-${what}`).addEventListener("click", () => void this.save(what));
    }
    void this.engine.offer().then(() => this.open());
  }

  /** Uses another network, such as one that was trained on this page. */
  async use(network: Uint8Array): Promise<void> {
    this.network = network;
    await this.open();
  }

  /** Switches the camera off. */
  stopCamera(): void {
    this.camera.stop();
  }

  private async open(): Promise<void> {
    this.ready(false);
    this.speed.clear();
    find("state").textContent = "Opening the network";
    await this.session.open(this.engine.value, this.network);
  }

  private opened({ classes, inputSize, engine }: Opened): void {
    this.classes = classes;
    this.legend.name(classes);
    this.panel.offer(classes);
    this.engine.explain(
      `${engine.replace("asked for; ", "")}; the network sees ${inputSize.width} × ${inputSize.height} pixels`,
    );
    find("missing").hidden = true;
    find("state").textContent = "Ready";
    this.ready(true);
  }

  private closed(reason: string, missing: boolean): void {
    find("missing").hidden = !missing;
    find("state").textContent = "No network";
    if (!missing) notice.warn(`The network cannot be used with ${this.engine.value.label}: ${reason}`);
  }

  private ready(ready: boolean): void {
    for (const id of ["choose", "camera", "draw"]) find(id, HTMLButtonElement).disabled = !ready;
  }

  private async showFile(file: File): Promise<void> {
    try {
      await checkPhoto(file);
    } catch (error) {
      return notice.warn(`${file.name}: ${messageOf(error)}`);
    }
    await this.showStill({ kind: "file", file });
  }

  private async showStill(source: Source): Promise<void> {
    this.stopCamera();
    this.speed.clear();
    notice.clear();
    find("stage").setAttribute("aria-busy", "true");
    await this.session.show(source);
    find("stage").setAttribute("aria-busy", "false");
  }

  private async film(): Promise<void> {
    const button = find("camera");
    this.speed.clear();
    notice.clear();
    button.setAttribute("aria-pressed", "true");
    try {
      await this.camera.run((frame) => this.session.show({ kind: "frame", frame }));
    } catch (error) {
      notice.warn(messageOf(error));
    }
    if (this.camera.on) return; // it was switched on again meanwhile
    button.setAttribute("aria-pressed", "false");
    if (this.shares.length > 0) this.describe();
  }

  private shown(shown: Shown, source: Source): void {
    const { width, height, original, shares, ms } = shown;
    this.stage.show(shown);
    this.probe.read(shown, this.classes);
    this.shares = shares;
    this.legend.measure(shares);
    this.speed.add(performance.now(), ms);
    const size = `${width} × ${height}`;
    const scaled = original.width > width ? `${original.width} × ${original.height}, shown at ${size}` : size;
    const rate = this.speed.framesPerSecond;
    const perSecond = rate > 0 ? ` · ${rate.toFixed(1)} frames a second` : "";
    const pace = source.kind === "frame" ? ` a frame${perSecond}` : "";
    find("state").textContent = `${scaled} · ${this.speed.ms.toFixed(0)} ms${pace}`;
    document.body.classList.add("has-image");
    if (source.kind === "frame" && this.camera.on) this.stage.describe("The camera image with its parts");
    else this.describe();
  }

  private describe(): void {
    const { shares } = this;
    const found = this.classes.filter(({ id }) => id !== 0 && (shares[id] ?? 0) > 0);
    const parts = found.map(({ id, name }) => `${name} ${formatShare(shares[id] as number)}`);
    const list = parts.length > 0 ? parts.join(", ") : "no parts of a face";
    this.stage.describe(`The image; found: ${list}. Arrow keys move a point that names the part under it.`);
  }

  private restyle(): void {
    this.session.look = { hidden: this.legend.hidden, recolorings: this.panel.value };
    // The next frame of the camera brings it along.
    if (!this.camera.on && document.body.classList.contains("has-image")) void this.relay(undefined);
  }

  private lost(restarts: boolean, hadWork: boolean): void {
    if (restarts) {
      const advice = hadWork ? " If it was lost over a large image, try a smaller one." : "";
      notice.warn(`The worker that segments was lost; a new one has taken its place.${advice}`);
    } else {
      this.stopCamera();
      this.ready(false);
      notice.warn("The worker that segments was lost several times. Reload the page to continue.");
    }
  }

  private async save(what: Saving): Promise<void> {
    try {
      download(await this.session.save(what), `faceseg-${what}.png`);
    } catch (error) {
      notice.warn(messageOf(error));
    }
  }
}

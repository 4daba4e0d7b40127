import { messageOf } from "../page/notice.ts";
import { Remote, WorkerLostError } from "../work/remote.ts";
import type { Engine, Layers, Look, Opened, Saving, SegmentJobs, Shown, Source } from "./protocol.ts";

/** What the page is told by a session. */
export interface SessionListener {
  opened(opened: Opened): void;
  /** The network cannot be used; `missing` where there is no file. */
  closed(reason: string, missing: boolean): void;
  shown(shown: Shown, source: Source): void;
  relaid(layers: Layers): void;
  failed(reason: string): void;
  /** The worker was lost; whether a new one starts. */
  lost(restarts: boolean, hadWork: boolean): void;
}

/** After this many losses in a row, without an answer in between, no new worker is started. */
const mostLosses = 3;

/** A worker with an open network, started again when it is lost. */
export class Session {
  private readonly listener: SessionListener;
  private remote: Remote<SegmentJobs> | undefined;
  private opening: Promise<boolean> = Promise.resolve(false);
  private request: { engine: Engine; network: string | Uint8Array } | undefined;
  /** What is shown, unless it comes from the camera: a new worker is given it again. */
  private still: Source | undefined;
  private busy = false;
  private losses = 0;
  /** The layers over the image. */
  look: Look = { hidden: [], recolorings: [] };

  constructor(listener: SessionListener) {
    this.listener = listener;
  }

  /** Opens a network on an engine, in a new worker; the last image is shown again. */
  async open(engine: Engine, network: string | Uint8Array): Promise<void> {
    this.request = { engine, network };
    this.losses = 0;
    if ((await this.start()) && this.still) await this.show(this.still);
  }

  /** Segments an image; returns whether it was shown. */
  async show(source: Source): Promise<boolean> {
    if (!(await this.opening) || !this.remote) return false;
    const transfer = source.kind === "frame" ? [source.frame] : [];
    this.busy = true;
    try {
      const shown = await this.remote.call("segment", { source, look: this.look }, { transfer });
      this.losses = 0;
      this.still = source.kind === "frame" ? undefined : source;
      this.listener.shown(shown, source);
      return true;
    } catch (error) {
      if (!(error instanceof WorkerLostError)) this.listener.failed(messageOf(error));
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Redraws the layers over the image. */
  async relay(): Promise<void> {
    try {
      const layers = await this.remote?.call("look", this.look);
      if (layers) this.listener.relaid(layers);
    } catch (error) {
      if (!(error instanceof WorkerLostError)) this.listener.failed(messageOf(error));
    }
  }

  /** A PNG of the image's parts. */
  async save(what: Saving): Promise<Blob> {
    if (!this.remote) throw new WorkerLostError("There is no worker to save an image");
    return this.remote.call("save", { what, look: this.look });
  }

  private start(): Promise<boolean> {
    this.opening = this.connect();
    return this.opening;
  }

  private async connect(): Promise<boolean> {
    const { engine, network } = this.request as NonNullable<typeof this.request>;
    this.remote?.stop();
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: engine.name });
    this.remote = new Remote(worker, () => this.restart());
    const runtime = new URL("onnxruntime/", document.baseURI).href;
    try {
      const address = typeof network === "string" ? new URL(network, document.baseURI).href : network;
      this.listener.opened(await this.remote.call("open", { engine, network: address, runtime }));
      return true;
    } catch (error) {
      if (!(error instanceof WorkerLostError)) {
        this.listener.closed(messageOf(error), (error as Error).name === "NetworkMissingError");
      }
      return false;
    }
  }

  private async restart(): Promise<void> {
    const restarts = ++this.losses < mostLosses;
    const hadWork = this.busy;
    if (!restarts) return this.listener.lost(false, hadWork);
    const opening = this.start();
    const opened = await opening;
    this.listener.lost(true, hadWork);
    if (opened && this.still) await this.show(this.still);
  }
}

import { download, find } from "../page/dom.ts";
import { messageOf, notice } from "../page/notice.ts";
import { Remote, WorkerLostError } from "../work/remote.ts";
import { Chart } from "./chart.ts";
import { Gallery } from "./gallery.ts";
import type { TrainJobs, TrainNews } from "./protocol.ts";

const epochs = 30;

/** The tab that trains a network on drawn faces. */
export class TrainTab {
  private readonly loss = new Chart("loss-chart", {
    ...{ name: "Loss", top: 2.5, smooth: true },
    format: (value) => value.toFixed(1),
  });
  private readonly score = new Chart("score-chart", {
    ...{ name: "Mean IoU of unseen faces", top: 1, smooth: false },
    format: (value) => value.toFixed(1),
  });
  private readonly gallery = new Gallery();
  private readonly onNetwork: (onnx: Uint8Array) => void;
  private remote: Remote<TrainJobs> | undefined;
  private training = false;

  /** @param onNetwork takes a trained network that is to be used on images. */
  constructor(onNetwork: (onnx: Uint8Array) => void) {
    this.onNetwork = onNetwork;
    find("train-start").addEventListener("click", () => void (this.training ? this.stop() : this.start()));
    find("train-use").addEventListener("click", () => void this.export(this.onNetwork));
    find("train-save").addEventListener("click", () =>
      this.export((onnx) => download(new Blob([onnx as Uint8Array<ArrayBuffer>]), "faceseg-trained.onnx")),
    );
  }

  private async start(): Promise<void> {
    const numberOf = (id: string) => Number(find(id, HTMLSelectElement).value);
    const request = {
      ...{ faces: numberOf("train-faces"), size: numberOf("train-size"), epochs },
      threads: crossOriginIsolated ? Math.min(navigator.hardwareConcurrency || 1, 4) : 1,
      runtime: new URL("onnxruntime/", document.baseURI).href,
      seed: Math.floor(Math.random() * 2 ** 31),
    };
    this.show(true, false);
    notice.clear();
    this.loss.clear();
    this.score.clear();
    for (const id of ["train-step", "train-loss", "train-iou", "train-ms"]) find(id).textContent = "–";
    say("Starting: the network is compiled");
    this.remote?.stop();
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "wasm" });
    this.remote = new Remote(worker, () => this.lost());
    try {
      const { steps, stopped, engine } = await this.remote.call("train", request, {
        hear: (news) => this.hear(news),
      });
      say(`${stopped ? "Stopped" : "Trained"} after ${steps} steps, on ${engine.replace("asked for; ", "")}`);
      this.show(false, true);
    } catch (error) {
      this.show(false, false);
      if (!(error instanceof WorkerLostError)) notice.warn(messageOf(error));
    }
  }

  private async stop(): Promise<void> {
    say("Stopping after this step");
    await this.remote?.call("stop", undefined).catch(() => {});
  }

  private hear(news: TrainNews): void {
    if (news.kind === "unseen") this.gallery.show(news.faces);
    if (news.kind === "drawn") {
      const { count, of } = news;
      if (count === of) say("Training");
      else if (count % 8 === 0) say(`Training; ${count} of ${of} faces are drawn so far`);
    }
    if (news.kind === "guesses") {
      this.gallery.guess(news.guesses);
      find("gallery-step").textContent = `after ${news.step} steps`;
    }
    if (news.kind === "score") {
      this.score.add({ step: news.step, value: news.meanIou });
      find("train-iou").textContent = news.meanIou.toFixed(3);
    }
    if (news.kind !== "step") return;
    const { step, of, loss, ms } = news;
    for (const chart of [this.loss, this.score]) chart.expect(of);
    this.loss.add({ step, value: loss });
    find("train-step").textContent = `${step} / ${of}`;
    find("train-loss").textContent = loss.toFixed(3);
    find("train-ms").textContent = ms.toFixed(0);
    find("train-progress", HTMLProgressElement).value = step / of;
  }

  private async export(use: (onnx: Uint8Array) => void): Promise<void> {
    try {
      const onnx = await this.remote?.call("export", undefined);
      if (onnx) use(onnx);
    } catch (error) {
      notice.warn(messageOf(error));
    }
  }

  private lost(): void {
    this.show(false, false);
    say("Not training");
    notice.warn("The worker that trains was lost. Press Start to train again in a new one.");
  }

  private show(training: boolean, trained: boolean): void {
    this.training = training;
    find("train-start").textContent = training ? "Stop" : trained ? "Train again" : "Start training";
    find("train-progress", HTMLProgressElement).hidden = !training;
    if (training) find("train-progress", HTMLProgressElement).value = 0;
    for (const id of ["train-use", "train-save"]) find(id, HTMLButtonElement).disabled = !trained;
    for (const id of ["train-faces", "train-size"]) find(id, HTMLSelectElement).disabled = training;
  }
}

const say = (text: string) => {
  find("train-state").textContent = text;
};

import type { Jobs, News, Order, Reply } from "./jobs.ts";

/** A worker ended, or its script failed. */
export class WorkerLostError extends Error {
  override name = "WorkerLostError";
}

interface Pending {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  readonly hear: (news: never) => void;
}

/** How a job is sent. */
interface CallOptions<N> {
  /** What is handed over, not copied. */
  readonly transfer?: Transferable[];
  readonly hear?: (news: N) => void;
}

/** A worker as the page sees it, for as long as it lives. */
export class Remote<J extends Jobs<J>> {
  private readonly worker: Worker;
  private readonly onLost: () => void;
  private readonly pending = new Map<number, Pending>();
  private count = 0;
  private ended = false;

  /** @param onLost called once if the worker ends without `stop`; jobs under way are rejected before. */
  constructor(worker: Worker, onLost: () => void) {
    this.worker = worker;
    this.onLost = onLost;
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.hear(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.lose(event.message || "its script could not be loaded");
    });
  }

  /**
   * Asks for one job.
   *
   * @throws {WorkerLostError} where the worker ends before it answers.
   * @throws {Error} what the worker threw, by name and message.
   */
  call<K extends keyof J & string>(
    name: K,
    request: J[K]["request"],
    { transfer = [], hear = () => {} }: CallOptions<News<J[K]>> = {},
  ): Promise<J[K]["answer"]> {
    if (this.ended) return Promise.reject(new WorkerLostError("The worker has ended"));
    const id = this.count++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, hear });
      this.worker.postMessage({ id, name, request } satisfies Order, transfer);
    });
  }

  /** Ends the worker; jobs under way are rejected. */
  stop(): void {
    this.end("The worker was stopped");
  }

  private hear(reply: Reply): void {
    if (reply.kind === "alive") {
      void navigator.locks.request(reply.lock, () => this.lose("it ended"));
      return;
    }
    const pending = this.pending.get(reply.id);
    if (reply.kind !== "news") this.pending.delete(reply.id);
    if (reply.kind === "news") pending?.hear(reply.news as never);
    else if (reply.kind === "answer") pending?.resolve(reply.answer as never);
    else pending?.reject(Object.assign(new Error(reply.message), { name: reply.name }));
  }

  private lose(why: string): void {
    if (this.ended) return;
    this.end(`The worker was lost: ${why}`);
    this.onLost();
  }

  private end(message: string): void {
    this.ended = true;
    this.worker.terminate();
    for (const { reject } of this.pending.values()) reject(new WorkerLostError(message));
    this.pending.clear();
  }
}

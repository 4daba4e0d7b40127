import type { Jobs, News, Order, Reply } from "./jobs.ts";
import { transferable } from "./transferable.ts";

/** How a worker does its jobs; `tell` sends news while a job is under way. */
export type Handlers<J extends Jobs<J>> = {
  readonly [K in keyof J]: (
    request: J[K]["request"],
    tell: (news: News<J[K]>) => void,
  ) => J[K]["answer"] | Promise<J[K]["answer"]>;
};

/** Answers the page's orders, in a worker. Bitmaps and buffers in answers and news are handed over, not copied. */
export function serve<J extends Jobs<J>>(handlers: Handlers<J>): void {
  self.addEventListener("message", async ({ data }: MessageEvent<Order>) => {
    const { id, name, request } = data;
    try {
      const handler = handlers[name as keyof J];
      const answer = await handler(request, (news) => post({ kind: "news", id, news }));
      post({ kind: "answer", id, answer });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      post({ kind: "failure", id, name, message });
    }
  });
  announce();
}

const post = (reply: Reply) => self.postMessage(reply, { transfer: transferable(reply) });

/** Holds a lock for as long as this worker lives: the page learns of its death, whatever it died of, by getting it. */
function announce(): void {
  if (!navigator.locks) return; // only pages of secure origins have locks
  const lock = `worker ${crypto.randomUUID()}`;
  void navigator.locks.request(lock, () => {
    post({ kind: "alive", lock });
    return new Promise<never>(() => {});
  });
}

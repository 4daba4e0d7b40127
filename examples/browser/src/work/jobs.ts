/** What a worker can be asked for under one name; all of it can be cloned into another thread. */
export interface Job {
  readonly request: unknown;
  readonly answer: unknown;
  /** What it tells on the way to its answer. */
  readonly news?: unknown;
}

/** The jobs of a worker by name. */
export type Jobs<J> = { readonly [K in keyof J]: Job };

/** The news of a job that has some. */
export type News<J extends Job> = J extends { readonly news: infer N } ? N : never;

/** From the page to a worker. */
export interface Order {
  readonly id: number;
  readonly name: string;
  readonly request: unknown;
}

/** From a worker to the page: about the job `id`, or the name of the lock that the worker holds while it lives. */
export type Reply =
  | { readonly kind: "alive"; readonly lock: string }
  | { readonly kind: "news"; readonly id: number; readonly news: unknown }
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly name: string; readonly message: string };

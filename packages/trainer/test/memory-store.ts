import type { RunState, RunStore } from "../src/checkpoint/run-store.ts";

/** Keeps states in memory, as files would: by value. */
export class MemoryStore implements RunStore {
  states: RunState[] = [];
  async save(state: RunState) {
    this.states.push(structuredClone(state));
  }
  async load() {
    return this.states.at(-1);
  }
}

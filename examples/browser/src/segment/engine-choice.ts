import { create, find } from "../page/dom.ts";
import { engines } from "./engines.ts";
import type { Engine } from "./protocol.ts";

/** The menu of the engines that this browser has. */
export class EngineChoice {
  private readonly menu = find("engine", HTMLSelectElement);
  private all: readonly Engine[] = [{ name: "wasm", label: "WebAssembly, 1 thread", threads: 1 }];

  /** @param onChange Called when another engine is selected. */
  constructor(onChange: () => void) {
    this.menu.addEventListener("change", onChange);
  }

  /** Fills the menu. */
  async offer(): Promise<void> {
    this.all = await engines();
    this.menu.replaceChildren(...this.all.map(({ name, label }) => create("option", { value: name }, label)));
  }

  /** The engine that is chosen. */
  get value(): Engine {
    return this.all.find(({ name }) => name === this.menu.value) ?? (this.all[0] as Engine);
  }

  /** Says what runs. */
  explain(text: string): void {
    find("engine-detail").textContent = text;
  }
}

export { type CostEngine, costEngines } from "./costs/cost-engines.ts";
export { type CostOptions, looksAtAllEngines, measureCosts } from "./costs/measure-costs.ts";
export { describeMachine } from "./machine/describe-machine.ts";
export { watchMemory } from "./machine/watch-memory.ts";
export { readJson, readResults, writeJson, writeResults } from "./results/json-files.ts";

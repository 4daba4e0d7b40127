import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Runs TypeScript as native ES modules, resolving sibling packages to their source. */
/** @type {import("jest").Config} */
export const base = {
  testEnvironment: here("./jest.environment.cjs"),
  testEnvironmentOptions: {
    customExportConditions: ["@faceseg/source", "node", "node-addons"],
    // Jest 30 soft-deletes globals after each file; tfjs keeps its engine there and overflows the stack.
    globalsCleanup: "off",
  },
  setupFiles: [here("./jest.setup.mjs")],
  extensionsToTreatAsEsm: [".ts"],
  // Tests never assert times; a busy machine must not fail them.
  testTimeout: 300_000,
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "es6" } },
    ],
  },
  coverageProvider: "v8",
  collectCoverageFrom: ["src/**/*.ts"],
};

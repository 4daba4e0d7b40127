import { base } from "../../tools/testing/jest.config.base.mjs";

/** @type {import("jest").Config} */
export default {
  ...base,
  globalSetup: "<rootDir>/test/page/global-setup.mjs",
  globalTeardown: "<rootDir>/test/page/global-teardown.mjs",
};

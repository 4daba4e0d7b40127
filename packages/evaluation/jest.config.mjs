export { base as default } from "../../tools/testing/jest.config.base.mjs";

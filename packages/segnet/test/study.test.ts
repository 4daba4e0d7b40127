import { readFileSync } from "node:fs";
import { testConformance } from "../../backbones/test/model-conformance.ts";
import { buildSegnet } from "../src/index.ts";

testConformance({
  name: "buildSegnet",
  variant: "study",
  build: buildSegnet,
  smallest: { width: 0.125 },
  parameters: 26_684_555,
  golden: JSON.parse(readFileSync(new URL("./golden/keras-study.json", import.meta.url), "utf8")),
});

import { readFileSync } from "node:fs";
import { testConformance } from "../../backbones/test/model-conformance.ts";
import { buildUnet } from "../src/index.ts";

testConformance({
  name: "buildUnet",
  variant: "study",
  build: buildUnet,
  smallest: { alpha: 0.35, width: 0.125 },
  parameters: 12_781_387,
  golden: JSON.parse(readFileSync(new URL("./golden/keras-study.json", import.meta.url), "utf8")),
  preparation: "rescaling",
});

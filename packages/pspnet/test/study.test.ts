import { readFileSync } from "node:fs";
import { testConformance } from "../../backbones/test/model-conformance.ts";
import { buildPspnet } from "../src/index.ts";

testConformance({
  name: "buildPspnet",
  variant: "study",
  build: buildPspnet,
  smallest: { alpha: 0.35, width: 0.125 },
  parameters: 10_696_587,
  golden: JSON.parse(readFileSync(new URL("./golden/keras-study.json", import.meta.url), "utf8")),
  preparation: "rescaling",
});

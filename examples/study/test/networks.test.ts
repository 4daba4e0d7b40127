import { readFileSync } from "node:fs";
import { testConformance } from "../../../packages/backbones/test/model-conformance.ts";
import { buildStudyPspnet } from "../src/networks/pspnet.ts";
import { buildStudySegnet } from "../src/networks/segnet.ts";
import { buildStudyUnet } from "../src/networks/unet.ts";

const golden = (network: string) =>
  JSON.parse(readFileSync(new URL(`./golden/keras-${network}.json`, import.meta.url), "utf8"));

testConformance({
  name: "buildStudyUnet",
  build: buildStudyUnet,
  ownOptions: ["alpha"],
  smallest: { alpha: 0.35, width: 0.125 },
  parameters: 12_781_387,
  golden: golden("unet"),
  preparation: "rescaling",
});

testConformance({
  name: "buildStudyPspnet",
  build: buildStudyPspnet,
  ownOptions: ["alpha"],
  smallest: { alpha: 0.35, width: 0.125 },
  parameters: 10_696_587,
  golden: golden("pspnet"),
  preparation: "rescaling",
});

testConformance({
  name: "buildStudySegnet",
  build: buildStudySegnet,
  ownOptions: [],
  smallest: { width: 0.125 },
  parameters: 26_684_555,
  golden: golden("segnet"),
});

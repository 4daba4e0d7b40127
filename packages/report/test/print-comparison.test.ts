import { compareRuns } from "@faceseg/evaluation";
import { madeUpResults } from "../../evaluation/test/made-up-results.ts";
import { printComparison } from "../src/publish/print-comparison.ts";

const one = madeUpResults();

test("printComparison(compared, names) has one line a score", () => {
  const text = printComparison(
    compareRuns(one, { ...one, networks: one.networks.slice(0, 1) }, { resamples: 300 }),
    {
      a: "runs/a",
      b: "runs/b",
    },
  );
  expect(text).toContain("U-Net (2025 study), 40 images");
  expect(text).toMatch(/mean IoU +0\.\d{3} +0\.\d{3} +0\.000 +0\.000 to 0\.000 +1\.000/);
  expect(text).toContain("Only in runs/a: PSPNet (2025 study), SegNet (2025 study)");
});

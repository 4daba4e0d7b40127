import { cells } from "../src/files/cells.ts";

test("cells(config) has every network with the first seed before any with the second, in the study's order", () => {
  const config = { networks: ["segnet", "unet"] as ("segnet" | "unet")[], seed: 3, seeds: 2 };
  expect(cells(config)).toEqual([
    { name: "unet", seed: 3, key: "unet" },
    { name: "segnet", seed: 3, key: "segnet" },
    { name: "unet", seed: 4, key: "unet-seed4" },
    { name: "segnet", seed: 4, key: "segnet-seed4" },
  ]);
});

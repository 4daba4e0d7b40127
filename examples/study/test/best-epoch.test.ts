import { bestEpoch } from "../src/training/best-epoch.ts";

test("bestEpoch(epochs, keepBest) is the first best one", () => {
  const epochs = [
    { val_loss: 3, val_mean_iou: 0.2 },
    { val_loss: 1, val_mean_iou: 0.4 },
    { val_loss: 2, val_mean_iou: 0.5 },
    { val_loss: 1, val_mean_iou: 0.5 },
  ];
  expect(bestEpoch(epochs, "val_loss")).toBe(1);
  expect(bestEpoch(epochs, "val_mean_iou")).toBe(2);
});

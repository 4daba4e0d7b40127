/**
 * Numbers of an epoch or batch by name: `loss`, `accuracy`, `mean_iou` (without background), the same with the prefix
 * `val_`, `learning_rate`, `seconds`.
 */
export type Logs = Record<string, number>;

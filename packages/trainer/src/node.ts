export { type CsvLoggerOptions, csvLogger } from "./callbacks/csv-logger.ts";
export { type ModelCheckpointOptions, modelCheckpoint } from "./callbacks/model-checkpoint.ts";
export { type TensorBoardOptions, tensorBoard } from "./callbacks/tensor-board.ts";
export { CheckpointError } from "./checkpoint/checkpoint-error.ts";
export { runFolder } from "./checkpoint/run-folder.ts";
export { RunLockedError } from "./checkpoint/run-lock.ts";
export { loadRunState, type RunStateOptions, saveRunState } from "./checkpoint/run-state.ts";

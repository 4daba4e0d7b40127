export { csvLogger } from "./callbacks/csv-logger.ts";
export { type ModelCheckpointOptions, modelCheckpoint } from "./callbacks/model-checkpoint.ts";
export { type TensorBoardOptions, tensorBoard } from "./callbacks/tensor-board.ts";
export { loadModel } from "./load-model.ts";
export { ModelFileError } from "./model-file-error.ts";
export { saveModel } from "./model-files.ts";
export { RunLockedError } from "./run-lock.ts";
export { CheckpointError, loadRunState, runFolder, saveRunState } from "./run-state.ts";

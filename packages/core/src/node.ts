export { currentFolder, replaceFolder, writeFileAtomically } from "./node/atomic-write.ts";
export { DiskError, writing } from "./node/disk-error.ts";
export { pathOf } from "./node/path-of.ts";
export { FileError, type ReadBytesOptions, readBytes } from "./node/read-bytes.ts";
export { listenForStop, type StopSignal } from "./node/stop-signal.ts";

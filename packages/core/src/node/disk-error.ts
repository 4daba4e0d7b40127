/** A file or folder of a run that cannot be written; what stood there before is unchanged. */
export class DiskError extends Error {
  /** For checks without instanceof. */
  override readonly name = "DiskError";
  /** Path of the file or folder. */
  readonly file: string;

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`Expected to write ${file}, but ${problem}`, options);
    this.file = file;
  }
}

const room = "make room there and resume";
const right = "make it writable and resume, or take another folder";
const other = "take another folder";

/** What the system's error codes mean for somebody who trains, and what to do about it. */
const problems: Readonly<Record<string, readonly [what: string, advice: string]>> = {
  ENOSPC: ["the disk is full", room],
  EDQUOT: ["the quota of the disk is used up", room],
  EFBIG: ["the disk takes no file so big", other],
  EROFS: ["the disk is read-only", right],
  EACCES: ["that is not allowed", right],
  EPERM: ["that is not allowed", right],
  ENOENT: ["its folder is gone", "put the folder back and resume, or begin again"],
  ENOTDIR: ["a file stands where a folder should", other],
  EEXIST: ["a file stands where a folder should", other],
  EISDIR: ["a folder stands where the file should", other],
  EIO: ["the disk fails", other],
};

/** Does what writes `file`; an error of the system becomes a `DiskError`, others stay. */
export async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code = "" } = Object(cause) as { code?: string };
    const [what, advice] = (Object.hasOwn(problems, code) && problems[code]) || [];
    throw what === undefined ? cause : new DiskError(file, `${what} (${code}); ${advice}`, { cause });
  }
}

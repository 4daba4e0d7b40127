import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** A Kaggle API token. Its key never shows: not when printed, not in JSON, not in an error. */
export class KaggleToken {
  /** The user's name at Kaggle. */
  readonly username: string;
  readonly #key: string;

  constructor(username: string, key: string) {
    this.username = username;
    this.#key = key;
  }

  /** The `authorization` header of a request to Kaggle. */
  authorization(): string {
    return `Basic ${Buffer.from(`${this.username}:${this.#key}`).toString("base64")}`;
  }
}

/**
 * Reads the user's token from where Kaggle's tools keep it: `KAGGLE_USERNAME` and `KAGGLE_KEY`, or `kaggle.json` in
 * `KAGGLE_CONFIG_DIR`, `~/.kaggle` or `~/.config/kaggle`.
 *
 * @param home The user's home folder. @default the system's
 * @throws {Error} listing these places if there is no token, or naming the file that holds none.
 * @example
 * const { username } = await readKaggleToken();
 */
export async function readKaggleToken(home = homedir()): Promise<KaggleToken> {
  const { KAGGLE_USERNAME: username, KAGGLE_KEY: key } = process.env;
  if (username && key) return new KaggleToken(username, key);
  const files = places(home);
  for (const file of files) {
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
      throw new Error(`${file}: Expected a readable Kaggle token, found ${error.code}`);
    });
    if (text !== undefined) return parse(file, text);
  }
  throw new Error(
    `Expected a Kaggle token in KAGGLE_USERNAME and KAGGLE_KEY or in ${files.join(" or ")}, found none; ` +
      "make one at https://www.kaggle.com/settings (API, Create New Token)",
  );
}

function places(home: string): string[] {
  const { KAGGLE_CONFIG_DIR: own, XDG_CONFIG_HOME: config = "" } = process.env;
  if (own) return [join(own, "kaggle.json")];
  const shared = isAbsolute(config) ? config : join(home, ".config");
  return [join(home, ".kaggle", "kaggle.json"), join(shared, "kaggle", "kaggle.json")];
}

/** Quotes nothing of the file in errors: even a damaged one may hold the key. */
function parse(file: string, text: string): KaggleToken {
  let value: { username?: unknown; key?: unknown } | null = null;
  try {
    value = JSON.parse(text);
  } catch {
    // JSON.parse quotes what it could not read.
  }
  const { username, key } = Object(value) as { username?: unknown; key?: unknown };
  if (typeof username !== "string" || typeof key !== "string" || username === "" || key === "") {
    throw new Error(`${file}: Expected {"username": "...", "key": "..."}, found something else`);
  }
  return new KaggleToken(username, key);
}

import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Who asks Kaggle. Its key is shown by nothing: neither printing nor JSON nor an error has it. */
export class KaggleToken {
  readonly username: string;
  readonly #key: string;

  constructor(username: string, key: string) {
    this.username = username;
    this.#key = key;
  }

  /** The header of a request to Kaggle. */
  authorization(): string {
    return `Basic ${Buffer.from(`${this.username}:${this.#key}`).toString("base64")}`;
  }
}

/**
 * The user's own token, from where Kaggle's tools keep it: `KAGGLE_USERNAME` and `KAGGLE_KEY`, or `kaggle.json` in
 * `KAGGLE_CONFIG_DIR`, `~/.kaggle` or `~/.config/kaggle`.
 *
 * @param home The user's folder.
 * @throws Error that lists these places when there is none, or names the file that is no token.
 */
export async function readKaggleToken(home = homedir()): Promise<KaggleToken> {
  const { KAGGLE_USERNAME: username, KAGGLE_KEY: key } = process.env;
  if (username && key) return new KaggleToken(username, key);
  const files = places(home);
  for (const file of files) {
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
      throw new Error(`Expected a readable Kaggle token at ${file}, got ${error.code}`);
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

/** Quotes nothing of the file: it may hold the key all the same. */
function parse(file: string, text: string): KaggleToken {
  let value: { username?: unknown; key?: unknown } | null = null;
  try {
    value = JSON.parse(text);
  } catch {
    // JSON.parse quotes what it could not read.
  }
  const { username, key } = Object(value) as { username?: unknown; key?: unknown };
  if (typeof username !== "string" || typeof key !== "string" || username === "" || key === "") {
    throw new Error(`Expected ${file} to be {"username": "...", "key": "..."}, found something else`);
  }
  return new KaggleToken(username, key);
}

import { checkChoice, checkNumber, type NumberRule, shown, UsageError } from "@faceseg/core";
import type { ArgsDef } from "citty";
import type { Command, Flags } from "./command.ts";

/** Flags that every command has. */
export const commonFlags = {
  json: { type: "boolean", description: "Print the result as JSON" },
  help: { type: "boolean", alias: "h", description: "Show this help" },
} as const satisfies ArgsDef;

/**
 * Reads a command's arguments, `--flag value` or `--flag=value`. It is stricter than citty's own parser.
 *
 * @throws {UsageError} for an unknown flag, a flag without its value, a repeated flag, or too few or too many words.
 */
export function parseArguments(
  command: Command,
  rawArgs: readonly string[],
): { words: string[]; flags: Flags } {
  if (command.passesOn) return { words: [...rawArgs], flags: {} };
  const known: ArgsDef = { ...command.flags, ...commonFlags };
  const words: string[] = [];
  const flags: Record<string, string | true> = {};
  for (let i = 0; i < rawArgs.length; i++) {
    const word = rawArgs[i] as string;
    const name = /^--([^=]+)/.exec(word)?.[1];
    if (name === undefined && !word.startsWith("-")) {
      words.push(word);
      continue;
    }
    const definition = name === undefined ? undefined : known[name];
    if (name === undefined || !definition) {
      const list = Object.keys(known).map((one) => `--${one}`);
      const [flag] = word.split("=", 1);
      throw new UsageError(
        `Expected flags of \`faceseg ${command.name}\` to be among ${list.join(", ")}, got ${flag}`,
      );
    }
    if (Object.hasOwn(flags, name)) throw new UsageError(`Expected \`--${name}\` once, got it twice`);
    const inline = word.includes("=") ? word.slice(word.indexOf("=") + 1) : undefined;
    if (definition.type === "boolean") {
      if (inline !== undefined)
        throw new UsageError(`Expected \`--${name}\` without a value, got ${shown(inline)}`);
      flags[name] = true;
      continue;
    }
    const value = inline ?? rawArgs[++i];
    if (!value || value.startsWith("--"))
      throw new UsageError(`Expected a value after \`--${name}\`, got none`);
    flags[name] = value;
  }
  const { least, most, usage } = command.words ?? { least: 0, most: 0, usage: "" };
  const help = `see faceseg ${command.name} --help`;
  if (words.length < least)
    throw new UsageError(`Expected ${usage} after \`faceseg ${command.name}\`, got none; ${help}`);
  if (words.length > most) {
    const count = most === 0 ? "flags only" : `at most ${most} word${most === 1 ? "" : "s"}`;
    throw new UsageError(
      `Expected ${count} after \`faceseg ${command.name}\`, got ${shown(words[most])} as well; ${help}`,
    );
  }
  return { words, flags };
}

/** The text of a flag, or `otherwise` where it is not given. */
export function text(flags: Flags, name: string): string | undefined;
export function text(flags: Flags, name: string, otherwise: string): string;
export function text(flags: Flags, name: string, otherwise?: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : otherwise;
}

/**
 * The text of a required flag.
 *
 * @param hint What the flag is, such as `<file>`.
 * @throws {UsageError} where it is not given.
 */
export function needed(flags: Flags, name: string, hint: string): string {
  const value = text(flags, name);
  if (value === undefined) throw new UsageError(`Expected \`--${name} ${hint}\`, got none`);
  return value;
}

/**
 * The number of a flag, a whole number of at least 0 unless the rule says otherwise.
 *
 * @throws {UsageError} naming the nearest legal number.
 */
export function number(flags: Flags, name: string, otherwise: number, rule: NumberRule = {}): number {
  const given = text(flags, name);
  if (given === undefined) return otherwise;
  const value = Number(given);
  const checked = Number.isFinite(value) ? value : given;
  return usage(() => checkNumber(`--${name}`, checked, { min: 0, integer: true, ...rule }));
}

/**
 * One of some names.
 *
 * @throws {UsageError} listing them.
 */
export const oneOf = <T extends string>(flags: Flags, name: string, known: readonly T[], otherwise: T): T =>
  usage(() => checkChoice<T>(`--${name}`, text(flags, name) ?? otherwise, known));

/**
 * An object written as JSON, empty where the flag is not given.
 *
 * @throws {UsageError} where it is not an object.
 */
export function json(flags: Flags, name: string): Readonly<Record<string, unknown>> {
  const given = text(flags, name, "{}");
  try {
    const value: unknown = JSON.parse(given);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Reported below.
  }
  throw new UsageError(
    `Expected \`--${name}\` to be an object as JSON, such as {"skips":false}, got ${shown(given)}`,
  );
}

/** Runs a check of a flag; what it throws is wrong usage. */
function usage<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

import type { ArgsDef } from "citty";
import type { Command, Flags } from "./command.ts";
import { UsageError } from "./usage-error.ts";

/** Flags that every command has. */
export const commonFlags = {
  json: { type: "boolean", description: "Print the result as JSON" },
  help: { type: "boolean", alias: "h", description: "Show this help" },
} as const satisfies ArgsDef;

/**
 * Reads a command's arguments, `--flag value` or `--flag=value`, refusing what parsers let pass.
 *
 * @throws {UsageError} for an unknown flag, one without its value or twice, or too few or too many words.
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
      throw new UsageError(`Unknown flag ${flag} of ${command.name}; known: ${list.join(", ")}`);
    }
    if (Object.hasOwn(flags, name)) throw new UsageError(`Expected --${name} once, found it twice`);
    const inline = word.includes("=") ? word.slice(word.indexOf("=") + 1) : undefined;
    if (definition.type === "boolean") {
      if (inline !== undefined) throw new UsageError(`Expected --${name} without a value, got "${inline}"`);
      flags[name] = true;
      continue;
    }
    const value = inline ?? rawArgs[++i];
    if (!value || value.startsWith("--")) throw new UsageError(`Expected a value after --${name}`);
    flags[name] = value;
  }
  const { least, most, usage } = command.words ?? { least: 0, most: 0, usage: "" };
  if (words.length < least)
    throw new UsageError(`Expected ${usage} after ${command.name}; faceseg ${command.name} --help`);
  if (words.length > most)
    throw new UsageError(`Unexpected "${words[most]}" after ${command.name}; faceseg ${command.name} --help`);
  return { words, flags };
}

/** The text of a flag, or what it is without one. */
export function text(flags: Flags, name: string): string | undefined;
export function text(flags: Flags, name: string, otherwise: string): string;
export function text(flags: Flags, name: string, otherwise?: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : otherwise;
}

/**
 * The text of a flag that must be given.
 *
 * @throws {UsageError} without it.
 */
export function needed(flags: Flags, name: string, hint: string): string {
  const value = text(flags, name);
  if (value === undefined) throw new UsageError(`Expected --${name} ${hint}`);
  return value;
}

/**
 * A number in a range.
 *
 * @throws {UsageError} naming the nearest legal one.
 */
export function number(
  flags: Flags,
  name: string,
  otherwise: number,
  { least = 0, whole = true, multipleOf = 1 }: { least?: number; whole?: boolean; multipleOf?: number } = {},
): number {
  const given = text(flags, name);
  if (given === undefined) return otherwise;
  const value = Number(given);
  const isLegal = Number.isFinite(value) && value >= least && (!whole || value % multipleOf === 0);
  if (isLegal) return value;
  const kind = whole ? (multipleOf > 1 ? `a multiple of ${multipleOf}` : "a whole number") : "a number";
  const wanted = [value, otherwise, least].find(Number.isFinite) ?? 0;
  const rounded = Math.round(wanted / multipleOf) * multipleOf;
  const nearest = Math.max(rounded, Math.ceil(least / multipleOf) * multipleOf);
  throw new UsageError(
    `Expected --${name} to be ${kind} of at least ${least}, got "${given}"; the nearest is ${nearest}`,
  );
}

/**
 * One of some names.
 *
 * @throws {UsageError} listing them.
 */
export function oneOf<T extends string>(flags: Flags, name: string, known: readonly T[], otherwise: T): T {
  const given = text(flags, name) ?? otherwise;
  const found = known.find((one) => one === given);
  if (found === undefined)
    throw new UsageError(`Expected --${name} to be one of ${known.join(", ")}, got "${given}"`);
  return found;
}

/**
 * An object written as JSON; empty without the flag.
 *
 * @throws {UsageError} where it is no object.
 */
export function json(flags: Flags, name: string): Readonly<Record<string, unknown>> {
  const given = text(flags, name, "{}");
  try {
    const value: unknown = JSON.parse(given);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below.
  }
  throw new UsageError(`Expected --${name} to be an object as JSON, such as {"skips":false}, got "${given}"`);
}

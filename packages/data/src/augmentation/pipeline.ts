import type { Random } from "@faceseg/image";
import { ignoreId, lapa11, type Move, warp } from "@faceseg/image";
import { cover } from "@faceseg/image/paint";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { drawing } from "./parameter.ts";
import type { AugmentStep } from "./step.ts";
import type { Transform } from "./transform.ts";

/** A checked step: its operation, the id of what it covers, and how its values are drawn. */
interface Prepared {
  readonly operation: Operation;
  readonly label: number;
  readonly p: number;
  readonly draw: readonly (readonly [name: string, draw: (random: Random) => number])[];
}

const registry: Readonly<Record<string, Operation>> = operations;
const legalIds: readonly unknown[] = [...lapa11.classes.map(({ id }) => id), ignoreId];

/**
 * The steps one after the other. Movements that follow each other are one warp; all that can happen to labels
 * happens here: they move with the image, or covered pixels get the step's one id.
 *
 * @throws RangeError when a kind or a parameter is unknown, or a value outside its range.
 */
export function pipeline(steps: readonly AugmentStep[]): Transform {
  const prepared = steps.map((step, place) => prepare(step, `steps[${place}]`));
  return (image, random) => {
    let current = image;
    let moves: Move[] = [];
    const settle = () => {
      if (moves.length > 0) current = warp(current, moves);
      moves = [];
    };
    for (const step of prepared) {
      if (random.uniform() >= step.p) continue;
      const values = Object.fromEntries(step.draw.map(([name, draw]) => [name, draw(random)]));
      const { operation, label } = step;
      if (operation.form === "move") {
        moves.push(operation.run(values, current.labels, random));
        continue;
      }
      settle();
      if (operation.form === "recolor") {
        current = { ...current, image: operation.run(values, current.image, random) };
        continue;
      }
      for (const thing of operation.run(values, current, random)) current = cover(current, thing, label);
    }
    settle();
    return current;
  };
}

function prepare(step: AugmentStep, path: string): Prepared {
  const { kind, ...given }: { kind: string; [name: string]: unknown } = step;
  const operation = Object.hasOwn(registry, kind) ? registry[kind] : undefined;
  if (!operation) {
    const known = Object.keys(registry).join(", ");
    throw new RangeError(`Expected \`${path}.kind\` to be one of ${known}, got ${kind}`);
  }
  const covers = operation.form === "cover";
  const parameters = Object.keys(operation.parameters);
  const allowed = ["p", ...parameters, ...(covers ? ["label"] : [])];
  const unknown = Object.keys(given).find((name) => !allowed.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`Expected \`${path}\` (${kind}) to have only ${allowed.join(", ")}, got ${unknown}`);
  }
  const { p = operation.p, label = covers ? operation.label : ignoreId } = given;
  if (!(typeof p === "number" && p >= 0 && p <= 1)) {
    throw new RangeError(`Expected \`${path}.p\` in 0..1, got ${p}; ${kind} has ${operation.p} by default`);
  }
  if (!legalIds.includes(label)) {
    throw new RangeError(`Expected \`${path}.label\` to be one of ${legalIds.join(", ")}, got ${label}`);
  }
  return {
    operation,
    label: label as number,
    p,
    draw: Object.entries(operation.parameters).map(([name, parameter]) => [
      name,
      drawing(`${path}.${name}`, parameter, given[name]),
    ]),
  };
}

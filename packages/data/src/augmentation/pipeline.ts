import type { Random } from "@faceseg/image";
import { ignoreId, type Move, type Taxonomy, warp } from "@faceseg/image";
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

/**
 * The steps in order. Movements in a row are one warp. Labels change only here: they move with the image, or covered
 * pixels get the step's one id.
 *
 * @throws RangeError when a kind or a parameter is unknown, or a value outside its range.
 */
export function pipeline(steps: readonly AugmentStep[]): Transform {
  const prepared = steps.map((step, place) => prepare(step, `steps[${place}]`));
  return (image, random, taxonomy) => {
    checkLabels(prepared, taxonomy);
    let current = image;
    let moves: Move[] = [];
    const settle = () => {
      if (moves.length > 0) current = warp(current, moves, taxonomy);
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
  if (!(Number.isInteger(label) && Number(label) >= 0 && Number(label) <= ignoreId)) {
    throw new RangeError(`Expected \`${path}.label\` to be a class id or ${ignoreId}, got ${label}`);
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

/** @throws {RangeError} when a step covers pixels with an id that is no class. */
function checkLabels(steps: readonly Prepared[], { classes }: Taxonomy): void {
  const wrong = steps.find(({ label }) => label >= classes.length && label !== ignoreId);
  if (!wrong) return;
  throw new RangeError(
    `Expected \`label\` of a step to be from 0 to ${classes.length - 1}, or ${ignoreId}, got ${wrong.label}`,
  );
}

import { canonicalNames, type Taxonomy } from "@faceseg/image";
import type { MeasuredPart } from "./parts.ts";

/** A rule that nearly every face keeps. Classes go by their canonical names. */
interface Rule {
  /** The class that is wrong where the rule does not hold. */
  readonly about: string;
  /** What is expected of it. */
  readonly expected: string;
  /** Whether it holds; undefined where the face does not show it. */
  readonly holds: (part: (name: string) => MeasuredPart | undefined) => boolean | undefined;
}

const eyes = ["left eye", "right eye"];
const brows = ["left eyebrow", "right eyebrow"];
const lips = ["upper lip", "lower lip"];
const small = [...eyes, ...brows, "nose", ...lips, "inner mouth"];

const above = (upper: string, lower: string): Rule => ({
  about: upper,
  expected: `above "${lower}"`,
  holds: (part) => compare(part(upper)?.y, part(lower)?.y),
});
const smaller = (less: string, more: string): Rule => ({
  about: less,
  expected: `smaller than "${more}"`,
  holds: (part) => compare(part(less)?.pixels, part(more)?.pixels),
});
const compare = (one: number | undefined, other: number | undefined): boolean | undefined =>
  one === undefined || other === undefined ? undefined : one < other;

/** Places and sizes of the parts of an upright face. */
const rules: readonly Rule[] = [
  ...small.map((name) => smaller(name, "skin")),
  ...[...eyes, ...brows].flatMap((name) => [above(name, "nose"), smaller(name, "hair")]),
  ...lips.flatMap((name) => [above("nose", name), above("hair", name)]),
  ...brows.map((name, side) => above(name, eyes[side] as string)),
  above("upper lip", "lower lip"),
  above("hat", "nose"),
  above("nose", "neck"),
  above("nose", "clothes"),
  above("nose", "necklace"),
  above("skin", "neck"),
  smaller("earring", "skin"),
  smaller("necklace", "skin"),
  {
    about: "nose",
    expected: "between the eyes",
    holds: (part) => {
      const [left, right, nose] = [part("left eye"), part("right eye"), part("nose")];
      if (!left || !right || !nose) return undefined;
      return Math.min(left.x, right.x) < nose.x && nose.x < Math.max(left.x, right.x);
    },
  },
];

/** A class whose place or size does not fit its name. */
export interface Implausible {
  /** Name of the class in the taxonomy. */
  readonly name: string;
  /** What is expected of it, such as `above "nose"`. */
  readonly expected: string;
  /** Label maps for which it does not hold. */
  readonly broken: number;
  /** Label maps that show it. */
  readonly shown: number;
}

/** What some label maps say about the meaning of their ids. */
export interface Plausibility {
  /** Rules that most label maps break. */
  readonly implausible: readonly Implausible[];
  /** Rules that could be looked at. */
  readonly rules: number;
  /** Canonical names of the classes that are there. */
  readonly present: ReadonlySet<string>;
}

/** Compares where classes lie, and how large they are, with what their names say. */
export class PlausibilityCheck {
  private readonly taxonomy: Taxonomy;
  private readonly names: readonly string[];
  private readonly tallies = rules.map(() => ({ broken: 0, shown: 0 }));
  private readonly present = new Set<string>();

  constructor(taxonomy: Taxonomy) {
    this.taxonomy = taxonomy;
    this.names = canonicalNames(taxonomy.classes);
  }

  /** Looks at the measured parts of a label map, by id. */
  add(parts: readonly (MeasuredPart | undefined)[]): void {
    const part = (name: string) => parts[this.names.indexOf(name)];
    this.names.forEach((name, id) => {
      if (parts[id]) this.present.add(name);
    });
    rules.forEach((rule, at) => {
      const holds = rule.holds(part);
      const tally = this.tallies[at] as { broken: number; shown: number };
      if (holds === undefined) return;
      tally.shown += 1;
      if (!holds) tally.broken += 1;
    });
  }

  /** What was found so far. */
  result(): Plausibility {
    const implausible = rules.flatMap(({ about, expected }, at) => {
      const { broken, shown } = this.tallies[at] as { broken: number; shown: number };
      const name = this.taxonomy.classes[this.names.indexOf(about)]?.name;
      return name !== undefined && shown > 0 && broken > shown / 2 ? [{ name, expected, broken, shown }] : [];
    });
    return {
      implausible,
      rules: this.tallies.filter(({ shown }) => shown > 0).length,
      present: this.present,
    };
  }
}

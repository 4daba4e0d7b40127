import { createTaxonomy } from "./create-taxonomy.ts";
import type { Taxonomy } from "./taxonomy.ts";

/** What a model's file says about its classes. */
export interface TaxonomyNotes {
  /** Name of the taxonomy. */
  readonly taxonomy?: string;
  /** Names of the classes, by id. */
  readonly classes?: readonly string[];
  /** Colors of the classes, by id: [red, green, blue] in 0..255. */
  readonly colors?: readonly (readonly [number, number, number])[];
  /** The ids that a mirror exchanges. */
  readonly mirrorPairs?: readonly (readonly [number, number])[];
}

/** A taxonomy as notes for a model's file, which `taxonomyFromNotes` reads. */
export const taxonomyNotes = ({ name, classes, mirrorPairs }: Taxonomy): Required<TaxonomyNotes> => ({
  taxonomy: name,
  classes: classes.map((one) => one.name),
  colors: classes.map(({ color: [red, green, blue] }) => [red, green, blue]),
  mirrorPairs: mirrorPairs.map(([one, other]) => [one, other]),
});

/**
 * The taxonomy that a model's file describes; undefined where it names no classes. Where it has no mirror pairs, they
 * are read from the names.
 *
 * @throws {RangeError} for classes, colors or pairs that do not fit each other.
 */
export function taxonomyFromNotes(notes: TaxonomyNotes): Taxonomy | undefined {
  const { taxonomy: name, classes, colors, mirrorPairs } = notes;
  if (!classes) return undefined;
  if (colors && colors.length !== classes.length) {
    throw new RangeError(`Expected a color for each of ${classes.length} classes, got ${colors.length}`);
  }
  // A single class is the part itself: its model has one channel.
  const isAlone = classes.length === 1;
  return createTaxonomy({
    ...(name !== undefined && { name }),
    classes: classes.map((own, id) => {
      const color = colors?.[id];
      return { name: own, ...(!isAlone && { id }), ...(color && { color }) };
    }),
    ...(mirrorPairs && { mirrorPairs }),
  });
}

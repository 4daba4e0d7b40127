import {
  type ClassDefinition,
  celebAMask19,
  createTaxonomy,
  lapa11,
  type Taxonomy,
  type TaxonomyDefinition,
  taxonomyFromNotes,
} from "@faceseg/image";
import type { ModelMetadata } from "@faceseg/model-files";

/** Names, or names with colors, by id; one alone is that of a model with one channel, whose id is 1. */
export type ClassNames = readonly (string | ClassDefinition)[];

type MirrorPairs = NonNullable<TaxonomyDefinition["mirrorPairs"]>;

/** What a caller says about the classes. */
export interface ClassOptions {
  /**
   * The classes: names by id, with or without colors, or a taxonomy.
   * @default what the model's file says, else numbers: "class 0", "class 1"
   */
  readonly classes?: ClassNames | Taxonomy;
  /**
   * The classes that a mirror exchanges, by name or id, for `flip`; `[]` where there are none.
   * @default what the model's file says, else what the names say
   */
  readonly mirrorPairs?: MirrorPairs;
}

/** The classes of a model, and how much is known of them. */
export interface KnownClasses {
  /** The classes. */
  readonly taxonomy: Taxonomy;
  /** Whether they have names, not numbers. */
  readonly isNamed: boolean;
  /** Whether the caller or the file has said which of them a mirror exchanges; else their names tell. */
  readonly isPaired: boolean;
}

/** Taxonomies that a file may name without listing the classes. */
const ready = [lapa11, celebAMask19];

/**
 * The classes as the options or the model's file name them; undefined where neither does.
 *
 * @throws {RangeError} for classes that are none, such as two of one name.
 */
export function namedClasses(options: ClassOptions, notes: ModelMetadata): KnownClasses | undefined {
  const { classes, mirrorPairs } = options;
  const given = classes === undefined ? undefined : taxonomyOf(classes, notes);
  const noted = given ? undefined : (taxonomyFromNotes(notes) ?? readyTaxonomy(notes));
  const taxonomy = given ?? noted;
  if (!taxonomy) return undefined;
  // No pairs in a file may mean that the names told none when it was written.
  const isPaired = mirrorPairs !== undefined || (notes.mirrorPairs?.length ?? 0) > 0;
  return { taxonomy: withPairs(taxonomy, mirrorPairs), isNamed: true, isPaired };
}

/**
 * The classes of a model: those that are named, else numbers.
 *
 * @param count How many the model has.
 * @throws {RangeError} where another number of classes is named.
 */
export function knownClasses(options: ClassOptions, notes: ModelMetadata, count: number): KnownClasses {
  const named = namedClasses(options, notes);
  if (!named) return numberedClasses(options, notes, count);
  const { classes } = named.taxonomy;
  if (classes.length === count) return named;
  const who = options.classes ? "`classes`" : "its file";
  const found = `${classes.length} (${classes.map(({ name }) => name).join(", ")})`;
  throw new RangeError(`Expected ${who} to have the ${count} classes of the model, got ${found}`);
}

const isTaxonomy = (classes: ClassNames | Taxonomy): classes is Taxonomy => "classes" in Object(classes);

/** Names have the colors and the pairs of the file, which are by id. */
function taxonomyOf(names: ClassNames | Taxonomy, { colors, mirrorPairs }: ModelMetadata): Taxonomy {
  if (isTaxonomy(names)) return withPairs(names, names.mirrorPairs);
  const hasColors = Array.isArray(names) && colors?.length === names.length;
  const list = hasColors ? names.map((one, id) => withColor(one, colors?.[id])) : names;
  return createTaxonomy({ classes: list, ...(mirrorPairs && { mirrorPairs }) });
}

function withColor(
  given: string | ClassDefinition,
  color: ClassDefinition["color"],
): string | ClassDefinition {
  if (!color || (typeof given !== "string" && given?.color !== undefined)) return given;
  return typeof given === "string" ? { name: given, color } : { ...given, color };
}

const readyTaxonomy = ({ taxonomy, mirrorPairs }: ModelMetadata): Taxonomy | undefined => {
  const found = ready.find(({ name }) => name === taxonomy);
  return found && withPairs(found, mirrorPairs);
};

const withPairs = (taxonomy: Taxonomy, mirrorPairs: MirrorPairs | undefined): Taxonomy =>
  mirrorPairs ? createTaxonomy({ name: taxonomy.name, classes: taxonomy.classes, mirrorPairs }) : taxonomy;

function numberedClasses(options: ClassOptions, notes: ModelMetadata, count: number): KnownClasses {
  const classes = Array.from({ length: count }, (_, id) => `class ${id}`);
  const mirrorPairs = options.mirrorPairs ?? notes.mirrorPairs;
  const taxonomy = withPairs({ ...taxonomyOf(classes, notes), name: "unnamed" }, mirrorPairs);
  return { taxonomy, isNamed: false, isPaired: mirrorPairs !== undefined };
}

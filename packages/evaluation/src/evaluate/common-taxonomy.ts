import { ignoreId, mapTaxonomy, type Taxonomy } from "@faceseg/image";

/** The classes in which a model is scored on data of another taxonomy. */
export interface CommonTaxonomy {
  /** The classes of the scores. */
  readonly taxonomy: Taxonomy;
  /** From ids of the model to those of the scores. */
  readonly ofModel: Uint8Array;
  /** From ids of the data to those of the scores; 255 is ignored. */
  readonly ofData: Uint8Array;
}

const same = Uint8Array.from({ length: 256 }, (_, id) => id);

/** Whether two taxonomies have the same classes in the same order. */
export const isSameTaxonomy = (one: Taxonomy, other: Taxonomy): boolean =>
  one.classes.length === other.classes.length &&
  one.classes.every(({ name }, id) => name === other.classes[id]?.name);

/**
 * The classes in which a model can be scored on data: those of the taxonomy with fewer classes, to which the other is mapped
 * by name (see `mapTaxonomy`). What the model predicts for a class that the scores ignore counts as background.
 *
 * @throws {RangeError} with both lists, where neither taxonomy can be mapped to the other.
 */
export function commonTaxonomy(model: Taxonomy, data: Taxonomy): CommonTaxonomy {
  if (isSameTaxonomy(model, data)) return { taxonomy: data, ofModel: same, ofData: same };
  const toData = () => ({ taxonomy: data, ofModel: withoutIgnored(mapTaxonomy(model, data)), ofData: same });
  const toModel = () => ({ taxonomy: model, ofModel: same, ofData: mapTaxonomy(data, model) });
  const [first, second] = model.classes.length >= data.classes.length ? [toData, toModel] : [toModel, toData];
  try {
    return first();
  } catch (error) {
    try {
      return second();
    } catch {
      throw error;
    }
  }
}

const withoutIgnored = (ids: Uint8Array): Uint8Array => ids.map((id) => (id === ignoreId ? 0 : id));

import { celebAMask19, ignoreId, lapa11, mapTaxonomy, type Taxonomy } from "@faceseg/image";
import type { ValueCoding } from "@faceseg/image/node";

/** Codings of CelebAMask-HQ's classes as numbers: the official one, and that of the repository face-parsing.PyTorch. */
export const celebAMaskCodings = ["celebamask", "face-parsing-pytorch"] as const;

/** A coding of CelebAMask-HQ's classes, by name. */
export type CelebAMaskCodingName = (typeof celebAMaskCodings)[number];

/** Names of the parts in the data set's files, by official id. Their left is the subject's. */
export const partNames: readonly string[] = [
  "background",
  "skin",
  "nose",
  "eye_g",
  "l_eye",
  "r_eye",
  "l_brow",
  "r_brow",
  "l_ear",
  "r_ear",
  "mouth",
  "u_lip",
  "l_lip",
  "hair",
  "hat",
  "ear_r",
  "neck_l",
  "neck",
  "cloth",
];

/** Parts by number, in each coding. */
const orders: Readonly<Record<CelebAMaskCodingName, readonly string[]>> = {
  celebamask: partNames,
  "face-parsing-pytorch": [
    "background",
    "skin",
    "l_brow",
    "r_brow",
    "l_eye",
    "r_eye",
    "eye_g",
    "l_ear",
    "r_ear",
    "ear_r",
    "nose",
    "mouth",
    "u_lip",
    "l_lip",
    "neck",
    "neck_l",
    "cloth",
    "hair",
    "hat",
  ],
};

/** The id in `celebAMask19` of a part of the data set's files: its left is the viewer's right. */
export function celebAMaskId(part: string): number | undefined {
  const exchanged = part.replace(/^[lr]_(?=eye|brow|ear)/, (side) => (side === "l_" ? "r_" : "l_"));
  const id = partNames.indexOf(exchanged);
  return id < 0 ? undefined : id;
}

/** From numbers in a coding to the ids of `celebAMask19`, or of `lapa11` with glasses ignored. */
export function celebAMaskCoding(name: CelebAMaskCodingName, taxonomy: Taxonomy): ValueCoding {
  const mapped = taxonomy.name === lapa11.name ? mapTaxonomy(celebAMask19, lapa11) : undefined;
  const coding: (number | undefined)[] = orders[name].map((part) => {
    const id = celebAMaskId(part) as number;
    return mapped ? mapped[id] : id;
  });
  coding[ignoreId] = ignoreId;
  return coding;
}

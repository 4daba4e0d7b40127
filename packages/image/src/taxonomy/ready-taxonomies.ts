import { createTaxonomy } from "./create-taxonomy.ts";
import type { Taxonomy } from "./taxonomy.ts";

/** The 11 classes of LaPa. Left and right are the viewer's: the left eye is the one on the image's left. */
export const lapa11: Taxonomy = /* @__PURE__ */ createTaxonomy({
  name: "lapa11",
  classes: [
    "background",
    "skin",
    "left eyebrow",
    "right eyebrow",
    "left eye",
    "right eye",
    "nose",
    "upper lip",
    "inner mouth",
    "lower lip",
    "hair",
  ],
});

/**
 * The 19 classes of CelebAMask-HQ, with its official ids. Left and right are the viewer's, as everywhere in this
 * project. The data set's own files say `l_eye` for the subject's left eye; the reader exchanges them.
 */
export const celebAMask19: Taxonomy = /* @__PURE__ */ createTaxonomy({
  name: "celebamask19",
  classes: [
    "background",
    "skin",
    "nose",
    "glasses",
    "left eye",
    "right eye",
    "left eyebrow",
    "right eyebrow",
    "left ear",
    "right ear",
    "inner mouth",
    "upper lip",
    "lower lip",
    "hair",
    "hat",
    "earring",
    "necklace",
    "neck",
    "clothes",
  ],
});

import { UsageError } from "@faceseg/core";
import { celebAMaskCodings, type DatasetOptions, maskKinds, readClasses } from "@faceseg/data/node";
import { type ClassesFile, celebAMask19, lapa11, type Taxonomy } from "@faceseg/image";
import type { ArgsDef } from "citty";
import type { Flags } from "../cli/command.ts";
import { oneOf, text } from "../cli/parse.ts";

/** Taxonomies that have a name on the command line. */
const named: Readonly<Record<string, Taxonomy>> = { lapa11, celebamask19: celebAMask19 };

/** The flag that says what classes mean. */
export const classesFlags = {
  classes: {
    type: "string",
    valueHint: "file",
    description: "A classes.json with the names of the classes by id",
  },
  taxonomy: {
    type: "string",
    valueHint: `${Object.keys(named).join("|")}|file`,
    description: "The classes by name of a taxonomy, or the same as --classes",
  },
} as const satisfies ArgsDef;

/** Flags of every command that reads labeled images. */
export const dataFlags = {
  data: {
    type: "string",
    valueHint: "folder",
    description: "Data set: LaPa, CelebAMask-HQ, folders of images and masks, LabelMe or COCO",
  },
  images: { type: "string", valueHint: "name", description: "Folder of the images within --data" },
  labels: { type: "string", valueHint: "name", description: "Folder of the masks within --data" },
  ...classesFlags,
  masks: {
    type: "string",
    valueHint: maskKinds.join("|"),
    description: "What masks hold (recognized from the files)",
  },
  coding: {
    type: "string",
    valueHint: celebAMaskCodings.join("|"),
    description: "Coding of CelebAMask-HQ's ids (celebamask, and checked)",
  },
} as const satisfies ArgsDef;

/** The flag with which splits are drawn. */
export const sharesFlag = {
  split: {
    type: "string",
    valueHint: ".8,.1,.1",
    description: "Shares of train, val and test, where the folder does not say how it is split",
  },
} as const satisfies ArgsDef;

/** The flag that names a split, and may draw it. */
export const splitFlag = {
  split: {
    type: "string",
    valueHint: "name",
    description: "The split (test); shares of train, val and test may follow, as in test,.8,.1,.1",
  },
} as const satisfies ArgsDef;

/** The classes that the flags name. @throws {UsageError} for both flags at once. */
export async function classesOf(flags: Flags): Promise<Taxonomy | ClassesFile | undefined> {
  const [file, taxonomy] = [text(flags, "classes"), text(flags, "taxonomy")];
  if (file !== undefined && taxonomy !== undefined) {
    throw new UsageError("Expected `--classes` or `--taxonomy`, got both");
  }
  const given = taxonomy ?? file;
  if (given === undefined) return undefined;
  return (taxonomy !== undefined && named[taxonomy.toLowerCase()]) || readClasses(given);
}

/** The taxonomy that the flags name. */
export async function taxonomyOf(flags: Flags): Promise<Taxonomy | undefined> {
  const classes = await classesOf(flags);
  return classes && "taxonomy" in classes ? classes.taxonomy : classes;
}

/** How the flags say that a folder is to be read. */
export async function datasetOptions(flags: Flags): Promise<DatasetOptions> {
  const { shares } = splitOf(flags);
  return {
    classes: await classesOf(flags),
    images: text(flags, "images"),
    labels: text(flags, "labels"),
    ...(flags["masks"] !== undefined && { masks: oneOf(flags, "masks", maskKinds, "ids") }),
    ...(flags["coding"] !== undefined && { coding: oneOf(flags, "coding", celebAMaskCodings, "celebamask") }),
    ...(shares && { shares }),
  };
}

/** The split that `--split` names, and the shares in it. @throws {UsageError} for two names, or other than three shares. */
export function splitOf(flags: Flags): { readonly name: string; readonly shares?: readonly number[] } {
  const parts = (text(flags, "split") ?? "").split(",").filter((part) => part.trim() !== "");
  const names = parts.filter((part) => Number.isNaN(Number(part)));
  const shares = parts.filter((part) => !Number.isNaN(Number(part))).map(Number);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (names.length > 1 || (shares.length > 0 && (shares.length !== 3 || Math.abs(sum - 1) > 1e-6))) {
    throw new UsageError(
      `Expected \`--split\` to be the name of a split, or three shares whose sum is 1 such as .8,.1,.1, got ${text(flags, "split")}`,
    );
  }
  return { name: names[0] ?? "test", ...(shares.length > 0 && { shares }) };
}

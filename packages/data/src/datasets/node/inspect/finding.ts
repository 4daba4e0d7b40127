/** What can be wrong with a data set. Errors are what its reader throws for; warnings are for a person to look at. */
export const findingCodes = {
  "broken-layout": "error",
  "missing-image": "error",
  "missing-label": "error",
  "name-twice": "error",
  "name-in-two-splits": "error",
  "empty-split": "error",
  "unreadable-image": "error",
  "unreadable-label": "error",
  "size-mismatch": "error",
  "id-out-of-range": "error",
  "unknown-classes": "error",
  "binary-masks": "error",
  "implausible-class": "warning",
  "interpolated-mask": "warning",
  "turned-image": "warning",
  leak: "warning",
  duplicate: "warning",
  "near-duplicate": "warning",
  "left-right-swapped": "warning",
  "empty-mask": "warning",
  "extra-file": "warning",
} as const;
/** What can be wrong with a data set. */
export type FindingCode = keyof typeof findingCodes;

/** One thing that is wrong with a data set. */
export interface Finding {
  /** "error" for what a reader throws for, "warning" for what a person should look at. */
  readonly severity: "error" | "warning";
  /** What kind of fault it is. */
  readonly code: FindingCode;
  /** The split, or null where it belongs to none. */
  readonly split: string | null;
  /** The file or folder at fault. */
  readonly file: string;
  /** What was expected there and what was found. */
  readonly message: string;
}

/** A finding, with the severity of its code. */
export function finding(code: FindingCode, split: string | null, file: string, message: string): Finding {
  return { severity: findingCodes[code], code, split, file, message };
}

/** What survives `JSON.parse(JSON.stringify(value))`. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Such values by name. */
export type JsonObject = { readonly [key: string]: JsonValue };

/// <reference types="node" />
import { fileURLToPath } from "node:url";

/** A path, from itself or from a `file:` URL. */
export const pathOf = (address: string | URL): string =>
  address instanceof URL || address.startsWith("file:") ? fileURLToPath(address) : address;

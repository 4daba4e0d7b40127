// The functions of `Math` that are called for every pixel, looked up once: a sandbox, such as a test runner's, looks
// globals up so slowly that drawing took fifty times as long.

/** `Math.abs`, looked up once. */
export const abs = Math.abs;
/** `Math.atan2`, looked up once. */
export const atan2 = Math.atan2;
/** `Math.ceil`, looked up once. */
export const ceil = Math.ceil;
/** `Math.cos`, looked up once. */
export const cos = Math.cos;
/** `Math.floor`, looked up once. */
export const floor = Math.floor;
/** `Math.hypot`, looked up once. */
export const hypot = Math.hypot;
/** `Math.imul`, looked up once. */
export const imul = Math.imul;
/** `Math.max`, looked up once. */
export const max = Math.max;
/** `Math.min`, looked up once. */
export const min = Math.min;
/** `Math.round`, looked up once. */
export const round = Math.round;
/** `Math.sign`, looked up once. */
export const sign = Math.sign;
/** `Math.sin`, looked up once. */
export const sin = Math.sin;
/** `Math.sqrt`, looked up once. */
export const sqrt = Math.sqrt;

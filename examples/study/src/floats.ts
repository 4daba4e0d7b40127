import type { Picture } from "@faceseg/image";

/** A picture as networks take it: RGB in [0, 1], [height, width, 3]. */
export const floats = ({ data }: Picture): Float32Array => Float32Array.from(data, (value) => value / 255);

import type { RgbImage } from "@faceseg/image";

/** An image as networks take it: RGB in [0, 1], [height, width, 3]. */
export const floats = ({ data }: RgbImage): Float32Array => Float32Array.from(data, (value) => value / 255);

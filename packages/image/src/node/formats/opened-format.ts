import type { RgbImage } from "../../image.ts";
import type { Size } from "../../size.ts";

/** An image whose header is read by the decoder of its format. */
export interface OpenedFormat {
  /** Its upright size. */
  readonly size: Size;
  /** Its EXIF orientation, 1 (upright) to 8. */
  readonly orientation: number;
  /** Reads its pixels to the end. */
  decode(): Promise<RgbImage>;
}

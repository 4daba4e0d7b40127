import type { Size } from "@faceseg/image";

/** Larger images are refused: decoding needs four bytes a pixel, here half a gigabyte. */
const mostPixels = 2 ** 27;

/**
 * The size of an image's file, told before its pixels are decoded.
 *
 * @throws {Error} where the file is not an image that this browser knows, or too large.
 */
export async function checkPhoto(file: Blob): Promise<Size> {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
    });
  } catch {
    throw new Error("This is not an image that the browser can read; try a JPEG, PNG or WebP file.");
  } finally {
    URL.revokeObjectURL(image.src);
  }
  const { naturalWidth: width, naturalHeight: height } = image;
  if (width * height > mostPixels) {
    const megapixels = (pixels: number) => Math.round(pixels / 1e6);
    throw new Error(
      `This image has ${megapixels(width * height)} megapixels (${width} × ${height}); ` +
        `at most ${megapixels(mostPixels)} fit in here. Scale it down and try again.`,
    );
  }
  return { width, height };
}

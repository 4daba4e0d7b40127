/** The most pixels of a picture or label map that is decoded, 8192x8192: some bytes of a file can claim any size. */
export const mostPixels = 2 ** 26;

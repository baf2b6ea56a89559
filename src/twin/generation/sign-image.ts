/** Width and height of a sign image in pixels. */
export const imageSize = 16;
/** Numbers of an image: red, green, blue of each pixel, row by row from the top, from -1 (dark) to 1. */
export const imageLength = 3 * imageSize * imageSize;

/** Images of signs with what they show, as columns. */
export interface SignImages {
  readonly count: number;
  /** count x 768. */
  readonly pixels: Float64Array;
  /** Class of each image. */
  readonly labels: Int32Array;
  /** Number of the setting of each image. */
  readonly settings: Int32Array;
}

/** The pixels of one image. */
export function imageAt({ pixels }: SignImages, index: number): Float64Array {
  return pixels.subarray(index * imageLength, (index + 1) * imageLength);
}

/** Photos larger than this are no portraits: they are refused before they are opened. */
const maxInputPixels = 50_000_000;

/**
 * Scales a photo for contacts: a JPEG, turned upright, without its metadata, whose longer side has at most so many pixels.
 * Equal inputs give equal bytes.
 * @returns Null if it is no picture that can be read.
 */
export async function scalePhoto(image: Uint8Array, pixels: number): Promise<Uint8Array | null> {
  // Loaded with the first photo: most runs have none, and it takes 20 MB.
  const { default: sharp } = await import('sharp');
  try {
    return await sharp(image, { limitInputPixels: maxInputPixels, failOn: 'error' })
      .rotate()
      .resize({ width: pixels, height: pixels, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality: 85, mozjpeg: true })
      .toBuffer();
  } catch {
    return null;
  }
}

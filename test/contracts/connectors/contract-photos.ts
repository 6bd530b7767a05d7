/** A JPEG with nothing but a frame of this size in it; pictures of different sizes are different. */
export function jpegOf(width: number, height: number): Uint8Array {
  const start = [0xff, 0xd8];
  const frame = [0xff, 0xc0, 0, 11, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0];
  const end = [0xff, 0xd9];
  return Uint8Array.from([...start, ...frame, ...end]);
}

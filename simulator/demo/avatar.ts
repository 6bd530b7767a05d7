/** Colours as luma and chroma, as JPEG keeps them, each 0 to 255. */
type Colour = readonly [y: number, cb: number, cr: number];

const skin: Colour = [200, 110, 150];
const shirt: Colour = [240, 128, 128];
const backgrounds: readonly Colour[] = [
  [104, 158, 96],
  [110, 100, 172],
  [118, 106, 100],
  [96, 160, 136],
  [142, 66, 148],
  [112, 138, 86],
];

/** Head (h) and shoulders (s), eight blocks by eight. */
const picture = ['........', '...hh...', '..hhhh..', '..hhhh..', '...hh...', '..ssss..', '.ssssss.', '.ssssss.'].join(
  '',
);

/** How many different avatars there are. */
export const avatarCount = backgrounds.length;

/**
 * A small portrait as a valid JPEG (64 by 64 pixels, about 500 bytes); `index` chooses the background.
 *
 * Each block of 8 by 8 pixels has one colour, so that only DC coefficients are written (ITU-T T.81, baseline).
 */
export function avatar(index: number): Uint8Array {
  const background = backgrounds[index % backgrounds.length] ?? skin;
  const blocks = [...picture].map((mark) => (mark === 'h' ? skin : mark === 's' ? shirt : background));
  return Uint8Array.from([...header, ...scan(blocks), 0xff, 0xd9]);
}

const bytes = (text: string): number[] =>
  text
    .trim()
    .split(/\s+/)
    .map((byte) => Number.parseInt(byte, 16));

const header: readonly number[] = [
  ...bytes('FF D8 FF E0 00 10 4A 46 49 46 00 01 01 00 00 01 00 01 00 00'),
  // One quantization table: all 8, so that a DC coefficient is the mean minus 128.
  ...bytes('FF DB 00 43 00'),
  ...new Array<number>(64).fill(8),
  // 64 by 64 pixels, three components without subsampling.
  ...bytes('FF C0 00 11 08 00 40 00 40 03 01 11 00 02 11 00 03 11 00'),
  // DC codes: nine categories of four bits each. AC codes: one bit, end of block.
  ...bytes('FF C4 00 1C 00 00 00 00 09 00 00 00 00 00 00 00 00 00 00 00 00 00 01 02 03 04 05 06 07 08'),
  ...bytes('FF C4 00 14 10 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00'),
  ...bytes('FF DA 00 0C 03 01 00 02 00 03 00 00 3F 00'),
];

function scan(blocks: readonly Colour[]): number[] {
  let bits = '';
  let last: Colour = [128, 128, 128];
  for (const block of blocks) {
    for (const component of [0, 1, 2] as const) bits += dcBits(block[component] - last[component]);
    last = block;
  }
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const written: number[] = [];
  for (let at = 0; at < padded.length; at += 8) {
    const byte = Number.parseInt(padded.slice(at, at + 8), 2);
    written.push(byte);
    if (byte === 0xff) written.push(0);
  }
  return written;
}

/** Category, then the difference in as many bits (negative ones as their complement), then end of block. */
function dcBits(difference: number): string {
  const size = difference === 0 ? 0 : Math.abs(difference).toString(2).length;
  const value = difference < 0 ? difference + 2 ** size - 1 : difference;
  return `${size.toString(2).padStart(4, '0')}${size === 0 ? '' : value.toString(2).padStart(size, '0')}0`;
}

import type { CsvEncoding } from '../../runs/csv-source.ts';

const sampleBytes = 4096;

/** How a file is encoded, found out while its bytes go by. */
export interface EncodingFinder {
  push(bytes: Uint8Array): void;
  /** @param ended Whether the bytes were all there are: only then an incomplete last character counts against UTF-8. */
  encoding(ended: boolean): CsvEncoding;
}

/**
 * Finds the encoding: by byte order mark, whatever was stated; as stated; by the zero bytes of UTF-16; UTF-8 if every
 * byte of the file agrees; else Windows-1252, in which every byte means something.
 */
export function createEncodingFinder(stated?: CsvEncoding): EncodingFinder {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let sample: Uint8Array = new Uint8Array();

  const check = (step: () => void) => {
    try {
      step();
    } catch {
      isUtf8 = false;
    }
  };
  return {
    push(bytes) {
      if (sample.length < sampleBytes) sample = Buffer.concat([sample, bytes.subarray(0, sampleBytes - sample.length)]);
      if (stated === undefined && isUtf8) check(() => utf8.decode(bytes, { stream: true }));
    },
    encoding(ended) {
      const certain = byMark(sample) ?? stated ?? byZeros(sample);
      if (certain !== null) return certain;
      if (ended && isUtf8) check(() => utf8.decode());
      return isUtf8 ? 'utf-8' : 'windows-1252';
    },
  };
}

function byMark([first, second, third]: Uint8Array): CsvEncoding | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return null;
}

/** Delimiters, line ends and digits have a zero byte in UTF-16, always on the same side; text in other encodings has none. */
function byZeros(sample: Uint8Array): CsvEncoding | null {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index += 2) {
    if (sample[index] === 0) even += 1;
    if (sample[index + 1] === 0) odd += 1;
  }
  const enough = Math.max(1, sample.length / 40);
  if (odd >= enough && odd > 4 * even) return 'utf-16le';
  if (even >= enough && even > 4 * odd) return 'utf-16be';
  return null;
}

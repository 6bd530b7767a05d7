const lineFeed = 10;
const carriageReturn = 13;

/** Which line a byte is on, in a text of which only the part that is being read is held. */
export interface LineIndex {
  feed(bytes: Buffer): void;
  /** Moves on to an offset, never back. */
  passTo(offset: number): { readonly line: number; readonly isLineStart: boolean };
  /** Bytes of what is held: at least from the offset before the last one that was passed to. */
  slice(from: number, to: number): Buffer;
}

export function createLineIndex(): LineIndex {
  let held: { readonly start: number; readonly bytes: Buffer }[] = [];
  /** Offsets behind line ends, from `next` on not yet passed. */
  let ends: number[] = [];
  let next = 0;
  let size = 0;
  let last = 0;
  let line = 1;
  let lineStart = 0;
  let passed = 0;

  return {
    feed(bytes) {
      held.push({ start: size, bytes });
      for (const byte of bytes) {
        size += 1;
        if (byte === lineFeed && last === carriageReturn) ends[ends.length - 1] = size;
        else if (byte === lineFeed || byte === carriageReturn) ends.push(size);
        last = byte;
      }
    },
    passTo(offset) {
      const before = passed;
      if (held.some(({ start, bytes }) => start + bytes.length < before)) {
        held = held.filter(({ start, bytes }) => start + bytes.length >= before);
      }
      for (let end = ends[next]; end !== undefined && end <= offset; end = ends[next]) {
        line += 1;
        lineStart = end;
        next += 1;
      }
      if (next > 10_000) {
        ends = ends.slice(next);
        next = 0;
      }
      passed = offset;
      return { line, isLineStart: lineStart === offset };
    },
    slice(from, to) {
      return Buffer.concat(
        held.map(({ start, bytes }) => bytes.subarray(Math.max(0, from - start), Math.max(0, to - start))),
      );
    },
  };
}

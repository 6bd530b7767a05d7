/**
 * Many texts, each once, numbered from 0 in the order in which they came. A text takes its characters (one byte each, two
 * where one is beyond Latin-1) and about 20 bytes more, outside of what the garbage collector looks at.
 */
export interface TextTable {
  readonly size: number;
  /** The text's number; a new text gets the next one. */
  add(text: string): number;
  /** -1: it is not there. */
  find(text: string): number;
  text(place: number): string;
  /** As `<` and `>` compare the two texts, by code unit. */
  compare(one: number, other: number): number;
}

export function createTextTable(): TextTable {
  let bytes = new Uint8Array(4096);
  let used = 0;
  // Where a text ends is where the next one starts. The first byte of a text says how wide its characters are.
  let starts = new Uint32Array(128);
  let hashes = new Uint32Array(128);
  let slots = new Int32Array(256).fill(-1);
  let size = 0;

  const startOf = (place: number): number => starts[place] ?? 0;
  const widthOf = (place: number): number => bytes[startOf(place)] ?? 1;
  const lengthOf = (place: number): number => (startOf(place + 1) - startOf(place) - 1) / widthOf(place);
  const unitAt = (place: number, index: number): number => {
    const width = widthOf(place);
    const from = startOf(place) + 1 + index * width;
    return width === 1 ? (bytes[from] ?? 0) : (bytes[from] ?? 0) | ((bytes[from + 1] ?? 0) << 8);
  };

  function equals(place: number, text: string): boolean {
    if (lengthOf(place) !== text.length) return false;
    for (let index = 0; index < text.length; index += 1) {
      if (unitAt(place, index) !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  /** Where the text is, or where it would go. */
  function slotOf(text: string, hash: number): number {
    let slot = hash & (slots.length - 1);
    for (;;) {
      const place = slots[slot] ?? -1;
      if (place === -1 || (hashes[place] === hash && equals(place, text))) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  function makeRoom(length: number): void {
    if (used + length > bytes.length)
      bytes = longer(bytes, new Uint8Array(Math.max(used + length, bytes.length * 1.5)));
    if (size + 2 > starts.length) {
      starts = longer(starts, new Uint32Array(starts.length * 1.5));
      hashes = longer(hashes, new Uint32Array(starts.length));
    }
    if (size + 1 <= slots.length * 0.6) return;
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (let place = 0; place < size; place += 1) {
      let slot = (hashes[place] ?? 0) & (slots.length - 1);
      while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = place;
    }
  }

  function write(text: string, width: number): void {
    bytes[used] = width;
    used += 1;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      bytes[used] = unit;
      if (width === 2) bytes[used + 1] = unit >> 8;
      used += width;
    }
  }

  return {
    get size() {
      return size;
    },
    add(text) {
      const hash = hashOf(text);
      const known = slots[slotOf(text, hash)] ?? -1;
      if (known !== -1) return known;
      const width = isNarrow(text) ? 1 : 2;
      makeRoom(1 + text.length * width);
      slots[slotOf(text, hash)] = size;
      hashes[size] = hash;
      write(text, width);
      size += 1;
      starts[size] = used;
      return size - 1;
    },
    find: (text) => slots[slotOf(text, hashOf(text))] ?? -1,
    text(place) {
      const units = Array.from({ length: lengthOf(place) }, (_, index) => unitAt(place, index));
      let text = '';
      for (let from = 0; from < units.length; from += 1024) {
        text += String.fromCharCode(...units.slice(from, from + 1024));
      }
      return text;
    },
    compare(one, other) {
      const shorter = Math.min(lengthOf(one), lengthOf(other));
      for (let index = 0; index < shorter; index += 1) {
        const difference = unitAt(one, index) - unitAt(other, index);
        if (difference !== 0) return difference;
      }
      return lengthOf(one) - lengthOf(other);
    },
  };
}

function longer<Numbers extends Uint8Array | Uint32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** FNV-1a over code units; finished so that the low bits depend on all. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

function isNarrow(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0xff) return false;
  return true;
}

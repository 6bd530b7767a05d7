/** Numbers from 0 (included) to 1 (excluded). */
export type RandomSource = () => number;

/**
 * A repeatable source of random numbers (sfc32, seeded through a hash of the text): equal seeds give equal sequences on every machine.
 *
 * @see https://pracrand.sourceforge.net (sfc32)
 */
export function createRandom(seed: string): RandomSource {
  const next = hashSequence(seed);
  let a = next();
  let b = next();
  let c = next();
  let d = next();
  return () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
}

/** A GUID (version 4 by its shape) from a random source. */
export function randomGuid(random: RandomSource): string {
  let hex = '';
  for (let word = 0; word < 4; word += 1) {
    hex += Math.floor(random() * 4294967296)
      .toString(16)
      .padStart(8, '0');
  }
  const variant = '89ab'.charAt(Math.floor(random() * 4));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** 32-bit words hashed from a text (MurmurHash3's mixing). */
function hashSequence(text: string): () => number {
  let hash = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  return () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
}

const written: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o', å: 'a' };

/** Id that a name becomes: small letters, digits and hyphens, at most 63. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[äöüßæøå]/g, (letter) => written[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+/g, '')
    .slice(0, 63)
    .replaceAll(/-+$/g, '');
}

/** A slug that is not taken yet: `people`, `people-2`. */
export function freeSlug(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let number = 2;
  while (taken.includes(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

export const slugPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

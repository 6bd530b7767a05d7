import { z } from 'zod';
import { maxIdCharacters, maxTextCharacters } from './answer-limits.ts';

/** Exchange's ids may have a slash, and not every service keeps an encoded one. */
const dots = /(^|[\\/])\.{1,2}([\\/]|$)/;

/**
 * Whether a text can be the id of something. Ids become parts of paths, where `..` would name what is above, and half
 * of a surrogate pair cannot be written at all.
 */
export function isEntityId(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || value.length > maxIdCharacters) return false;
  return !dots.test(value) && value.isWellFormed();
}

export const entityId = z.string().refine(isEntityId);

/** A text that may be absent. */
export const optionalText = z.string().max(maxTextCharacters).nullish();

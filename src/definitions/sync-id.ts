import { createHash } from 'node:crypto';

/**
 * Id of a sync in stores and stamps. It follows from the Entra tenant and the name, so that a lost database finds the
 * folders and stamps of the old one again.
 *
 * @returns 32 hexadecimal digits.
 */
export function syncIdOf(entraTenantId: string, name: string): string {
  return createHash('sha256').update(`${entraTenantId}/${name}`).digest('hex').slice(0, 32);
}

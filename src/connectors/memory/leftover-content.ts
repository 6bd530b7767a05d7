import { z } from 'zod';
import { canonicalJson } from '../../sync/canonical-json.ts';
import { contactFieldsSchema } from '../../sync/contact-fields-schema.ts';
import type { ContactContent } from './mailbox-contents.ts';

const contentSchema = z.strictObject({
  fields: contactFieldsSchema,
  photo: z.string().nullable(),
  properties: z.record(z.string(), z.string()),
});

/** All that is needed to make the contact again. */
export function writeLeftoverContent({ fields, photo = null, properties = {} }: ContactContent): string {
  return canonicalJson({ fields, photo, properties });
}

/** @throws {z.ZodError} if it is none that was written here. */
export function readLeftoverContent(content: string): ContactContent {
  return { stamp: null, ...contentSchema.parse(JSON.parse(content)) };
}

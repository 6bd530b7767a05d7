import { z } from 'zod';
import { instant, language, none } from './parts.ts';

export const roleSchema = z.enum(['owner', 'admin', 'billing', 'reader']);

/** A tenant that the person is a member of. */
const membership = z.object({
  tenantId: z.string(),
  name: z.string(),
  role: roleSchema,
  permissions: z.array(z.enum(['see', 'read', 'change', 'own', 'bill'])),
  state: z.enum(['new', 'connected', 'withdrawn']),
});

const session = z.object({
  sessionId: z.string(),
  current: z.boolean(),
  createdAt: instant,
  lastUsedAt: instant,
  /** `Firefox, Windows` */
  device: z.string(),
  address: z.string(),
});

export const sessionSchemas = {
  getSession: {
    answer: z.object({
      /** Null: nobody is signed in. */
      person: z.object({ displayName: z.string(), userName: z.string(), language: language.nullable() }).nullable(),
      memberships: z.array(membership),
      /** Goes back in the header `x-csrf-token` of everything but GET. */
      csrfToken: z.string().nullable(),
      version: z.string(),
      /** The simulator stands for Microsoft 365. Names the people who can be signed in as. */
      demo: z
        .object({
          signInAs: z.array(
            z.object({ userName: z.string(), says: z.enum(['admin', 'new-tenant-admin', 'partner', 'user']) }),
          ),
        })
        .nullable(),
    }),
  },
  signOut: { body: none, answer: z.object({ signInUrl: z.string() }) },
  signOutEverywhere: { body: none, answer: z.object({ sessionsEnded: z.int() }) },
  listSessions: { answer: z.object({ items: z.array(session) }) },
  revokeSession: { params: z.object({ sessionId: z.string() }), answer: none },
  setLanguage: { body: z.strictObject({ language }), answer: none },
};

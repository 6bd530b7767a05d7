import { readdirSync, readFileSync } from 'node:fs';
import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConnectorError } from '../../runs/connector-error.ts';
import { failures } from '../../sync/failure.ts';
import { parseJson } from './answer.ts';
import { maxIdCharacters, maxTextCharacters } from './answer-limits.ts';
import { decodeBatch } from './batch.ts';
import { decodeChangeKey, decodeId, decodeIdPage, decodeList, decodeStampedPage } from './decode.ts';
import { decodeContact, readContact } from './decode-contact.ts';
import { sortAnswer } from './errors.ts';
import { graphUrl } from './hostile-graph.test-fixture.ts';
import { anyMutation, mutate } from './hostile-mutations.test-fixture.ts';
import { hostileParameters } from './hostile-parameters.test-fixture.ts';
import { orgContactSchema } from './org-contact.ts';
import { parseRetryAfter } from './retry-after.ts';
import { parseFolderStamp, parseItemStamp, stampPropertyId } from './stamp.ts';
import { sortTokenAnswer } from './token-errors.ts';
import { userSchema } from './user.ts';

const { parameters, timeoutMs } = hostileParameters(60);
const nowMs = Date.parse('2026-03-01T12:00:00Z');

const contact = {
  id: 'a',
  displayName: 'Anna',
  '@odata.etag': 'W/"k"',
  changeKey: 'k',
  emailAddresses: [{ address: 'a@example.com', name: 'Anna' }],
  homeAddress: { street: 'A 1' },
  singleValueExtendedProperties: [{ id: stampPropertyId, value: '1|s|i|h' }],
};
const list = { value: [contact], '@odata.nextLink': `${graphUrl}/v1.0/users?$skiptoken=2` };
const error = { error: { code: 'x', message: 'Anna', innerError: { code: 'y', 'request-id': 'z' } } };
const tokenError = { error: 'invalid_client', error_description: 'AADSTS7000215: Anna', error_codes: [7000215] };
const batch = {
  responses: [
    { id: '0', status: 200, headers: { a: 'b' }, body: {} },
    { id: '1', status: 404, body: error },
  ],
};

const isGranted = () => true;
const answer = (body: unknown, status = 400) => ({ status, headers: {}, body });
const ofText = (read: (text: string) => unknown) => (body: unknown) =>
  read(typeof body === 'string' ? body : JSON.stringify(contact));

/** What reads a part of an answer, with a good one. One that is not here fails the test below. */
const decoders: Readonly<
  Record<string, { readonly good: unknown; readonly read: (body: unknown, text: string) => unknown }>
> = {
  decodeBatch: { good: batch, read: (_body, text) => decodeBatch(text, [{}, {}]) },
  decodeChangeKey: { good: contact, read: decodeChangeKey },
  decodeContact: { good: contact, read: decodeContact },
  decodeId: { good: contact, read: decodeId },
  decodeIdPage: { good: list, read: (body) => decodeIdPage(body, graphUrl) },
  decodeList: { good: list, read: (body) => decodeList(body, graphUrl) },
  decodeStampedPage: { good: list, read: (body) => decodeStampedPage(body, 's', graphUrl) },
  parseFolderStamp: { good: '1|s', read: ofText(parseFolderStamp) },
  parseItemStamp: { good: '1|s|i|h', read: ofText(parseItemStamp) },
  parseJson: { good: list, read: (_body, text) => parseJson(text) },
  parseRetryAfter: { good: 'Sun, 01 Mar 2026 12:00:00 GMT', read: ofText((text) => parseRetryAfter(text, nowMs)) },
  readContact: { good: contact, read: readContact },
  sortAnswer: { good: error, read: (body) => sortAnswer(answer(body), 'contact.read', { nowMs, isGranted }) },
  sortTokenAnswer: { good: tokenError, read: (body) => sortTokenAnswer(answer(body), nowMs) },
};

describe.each(Object.entries(decoders))('%s', (_name, { good, read }) => {
  property.prop([anyMutation], parameters)(
    'reads what is good, and of all else knows what it is',
    (mutation) => {
      expect(() => read(good, JSON.stringify(good))).not.toThrow();
      const { text } = mutate(good, mutation);
      try {
        read(parseJson(text), text);
      } catch (thrown) {
        if (!(thrown instanceof ConnectorError)) throw thrown;
        expect(thrown.code).toBe('invalid-answer');
        expect(thrown.message).not.toMatch(/Anna|example\.com/);
      }
    },
    timeoutMs,
  );
});

describe('failures', () => {
  property.prop([anyMutation, fc.integer({ min: 100, max: 599 })], parameters)(
    'have a code of the list and nothing of the message, whatever the error is',
    (mutation, status) => {
      const body = parseJson(mutate(error, mutation).text);
      for (const asked of ['batch', 'contact.read', 'contact.create', 'folder.list'] as const) {
        const failure = sortAnswer(answer(body, status), asked, { nowMs, isGranted });
        if (failure === null) continue;
        expect(Object.keys(failures)).toContain(failure.code);
        expect(failure.detail.length).toBeLessThan(300);
        expect(failure.detail).not.toMatch(/Anna/);
      }
      const token = sortTokenAnswer(answer(parseJson(mutate(tokenError, mutation).text), status), nowMs);
      expect(token?.detail ?? '').not.toMatch(/Anna/);
      expect((token?.detail ?? '').length).toBeLessThan(300);
    },
    timeoutMs,
  );
});

describe('a bound holds, and what is within it is read', () => {
  const ofText = (count: number) => 'x'.repeat(count);

  test('of a text', () => {
    expect(decodeContact({ id: 'a', personalNotes: ofText(maxTextCharacters) }).personalNotes).toHaveLength(
      maxTextCharacters,
    );
    for (const contactOf of [
      (text: string) => ({ id: 'a', personalNotes: text }),
      (text: string) => ({ id: 'a', categories: [text] }),
      (text: string) => ({ id: 'a', homeAddress: { street: text } }),
    ]) {
      expect(() => decodeContact(contactOf(ofText(maxTextCharacters + 1)))).toThrow(ConnectorError);
    }
    const tooLong = ofText(maxTextCharacters + 1);
    expect(userSchema.safeParse({ id: 'a', displayName: tooLong }).success).toBe(false);
    expect(orgContactSchema.safeParse({ id: 'a', proxyAddresses: [tooLong] }).success).toBe(false);
  });

  test('of an id', () => {
    expect(decodeId({ id: ofText(maxIdCharacters) })).toHaveLength(maxIdCharacters);
    expect(decodeId({ id: ofText(maxIdCharacters + 1) })).toBeNull();
    expect(decodeChangeKey({ changeKey: ofText(maxIdCharacters + 1) })).toEqual({});
  });
});

/** They read what we wrote ourselves. */
const ofOurOwn = ['readContent', 'sortBrokenCall'];

describe('none is forgotten', () => {
  const folder = new URL('.', import.meta.url);
  const files = readdirSync(folder).filter(
    (name) => name.endsWith('.ts') && !/\.test(-fixture)?\.ts$|^fake-/.test(name),
  );
  const sources = files.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

  test('every function that decodes, parses, reads or sorts an answer is in the table', () => {
    const found = sources.flatMap(({ text }) =>
      [...text.matchAll(/^export (?:async )?function (?:decode|parse|read|sort)\w+/gm)].map(([line]) =>
        line.split(' ').at(-1),
      ),
    );
    expect(Object.keys(decoders)).toEqual(
      expect.arrayContaining(found.filter((name) => name === undefined || !ofOurOwn.includes(name))),
    );
    expect(found.length).toBeGreaterThan(10);
  });

  test('every file that looks into an answer is reached by a reader or a decoder', () => {
    const looking = sources
      .filter(({ text }) => /\bz\.\w*[oO]bject\(|\bisObject\(|\bz\.array\(/.test(text))
      .map(({ name }) => name);
    expect(looking.sort()).toEqual([
      'answer.ts',
      'batch.ts',
      'decode-contact.ts',
      'decode.ts',
      'errors.ts',
      'folder-changes.ts',
      'folder-tree.ts',
      'group-search.ts',
      'group-source.ts',
      'kind-reader.ts',
      'leftover-content.ts',
      'mailbox-lookup.ts',
      'mailboxes.ts',
      'org-contact.ts',
      'pages.ts',
      'photos.ts',
      'stamp.ts',
      'subscriptions.ts',
      'token-errors.ts',
      'tokens.ts',
      'user.ts',
    ]);
  });
});

import { expect } from 'vitest';
import { ConnectorError } from '../../runs/connector-error.ts';
import { sourceRecordSchema } from '../../stores/stored-json.ts';
import { contactFieldsSchema } from '../../sync/contact-fields-schema.ts';
import { failures } from '../../sync/failure.ts';
import { isObject } from './answer.ts';
import { isEntityId } from './answer-values.ts';
import { graphUrl, type HostileGraph, type RawAnswer } from './hostile-graph.test-fixture.ts';
import type { Reader } from './hostile-readers.test-fixture.ts';

const never = new AbortController().signal;

export type Outcome =
  | { readonly kind: 'read'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly code: string };

/** Good answers, but for what `hostile` puts in their place. */
export function answersOf(
  { answers }: Reader,
  hostile: (route: string, index: number, good: unknown) => RawAnswer | undefined,
): (route: string, url: string) => RawAnswer {
  return (route, url) => {
    const pages = answers[route];
    if (pages === undefined) return { status: 404, text: '{"error":{"code":"ErrorItemNotFound","message":"Anna"}}' };
    const token = Number(new URL(url).searchParams.get('$skiptoken') ?? 1);
    const index = pages.length > token - 1 ? token - 1 : pages.length - 1;
    return hostile(route, index, pages[index]) ?? { text: JSON.stringify(pages[index]) };
  };
}

/** Whatever comes: values that are what they say, or an error that has a name; and nothing was asked elsewhere. */
export async function outcomeOf(reader: Reader, graph: HostileGraph): Promise<Outcome> {
  try {
    const result = await reader.read(graph.connector, never);
    expectValid(result);
    return { kind: 'read', result };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    expect(Object.keys(failures)).toContain(error.code);
    expect(error.message).not.toMatch(/Anna|example\.com|\+49/);
    return { kind: 'failed', code: error.code };
  } finally {
    expectAtHome(reader, graph);
  }
}

/** Asked was the configured host, and there nothing but what the call is about. */
function expectAtHome({ within, writes }: Reader, { asked, urls }: HostileGraph): void {
  for (const url of new Set(urls)) {
    const { origin, username, password, pathname } = new URL(url);
    expect({ origin, username, password }).toEqual({ origin: graphUrl, username: '', password: '' });
    expect(pathname).toMatch(/^\/v1\.0\//);
  }
  for (const route of new Set(asked)) {
    if (route.startsWith('GET')) expect(route).toMatch(within);
    else expect(route).toMatch(writes ?? /^nothing is written$/);
  }
}

const ids = /^(itemId|mailItemId|folderId|mailboxId)$/;
const cursor = /^(https:\/\/graph\.test\/v1\.0\/|\["m","f","https:\/\/graph\.test\/v1\.0\/|all$)/;

function expectValid(value: unknown): void {
  if (Array.isArray(value)) value.forEach(expectValid);
  if (!isObject(value) || value instanceof Uint8Array) return;
  for (const [name, member] of Object.entries(value)) {
    if (ids.test(name)) expect([name, member]).toEqual([name, expect.toSatisfy(isEntityId)]);
    if (name === 'changeKey' || name === 'etag' || name === 'address') expect(member).toBeTypeOf('string');
    if (name === 'fields') expect(contactFieldsSchema.safeParse(member).error).toBeUndefined();
    if (name === 'records') expect(sourceRecordSchema.array().safeParse(member).error).toBeUndefined();
    if (name === 'removed' && Array.isArray(member)) expect(member.every(isEntityId)).toBe(true);
    if (name === 'cursor' && member !== null) expect(member).toMatch(cursor);
    expectValid(member);
  }
}

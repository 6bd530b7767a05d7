import { expect, test } from 'vitest';
import { parseDefinitionFile } from '../../../../src/definitions/parse-definition-file.ts';
import { firstDefinitionFile } from './first-definitions.ts';

const connection = {
  connectionId: 'one',
  kind: 'microsoft-365',
  entraTenantId: '11111111-2222-4333-8444-555555555555',
  state: 'connected',
  consentedAt: '2026-01-31T12:00:00.000Z',
  changedAt: '2026-01-31T12:00:00.000Z',
} as const;
const groupId = '6f0e2f3a-0000-4000-8000-0000000000aa';

function parsed(changes: Partial<Parameters<typeof firstDefinitionFile>[0]>) {
  const file = firstDefinitionFile({
    entraTenantId: connection.entraTenantId,
    groupId: null,
    folder: 'Firmenkontakte',
    withPhotos: false,
    ...changes,
  });
  return parseDefinitionFile(file, { defaultCountry: 'DE', connections: [connection] });
}

test('the file is one that the program takes: everyone, in a folder, paused', () => {
  const { sources, audiences, syncs } = parsed({});
  expect(sources[0]).toMatchObject({ kind: 'gal', photoPixels: null });
  expect(audiences[0]?.include).toEqual([{ kind: 'everyone' }]);
  expect(syncs[0]).toMatchObject({ placement: { kind: 'folder', path: ['Firmenkontakte'] }, paused: true });
});

test('a group and photos, where they are chosen', () => {
  const { sources, audiences } = parsed({ groupId, withPhotos: true });
  expect(sources[0]).toMatchObject({ photoPixels: 240 });
  expect(audiences[0]?.include).toEqual([{ kind: 'group', groupId }]);
});

test('a name of a folder is nothing but a name', () => {
  expect(parsed({ folder: '"a": {b} # c' }).syncs[0]?.placement).toEqual({ kind: 'folder', path: ['"a": {b} # c'] });
});

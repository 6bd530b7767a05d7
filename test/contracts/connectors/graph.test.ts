import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GraphPlatform } from '../../../src/connectors/graph/client.ts';
import { createTestGraphPlatform } from '../../fixtures/test-graph-platform.ts';
import { startTestSimulator, type TestSimulator } from '../../fixtures/test-simulator.ts';
import { createGraphRecording, type GraphRecording } from '../../specs/graph-recording.ts';
import { changesContract } from './changes-contract.ts';
import { openGraphWorld } from './graph-world.ts';
import { groupSearchContract } from './group-search-contract.ts';
import { groupSourceContract } from './group-source-contract.ts';
import { healthContract } from './health-contract.ts';
import { leftoversContract } from './leftovers-contract.ts';
import { mailboxDirectoryContract } from './mailbox-directory-contract.ts';
import { mailboxFolderSourceContract } from './mailbox-folder-source-contract.ts';
import { organizationalContactsContract } from './organizational-contacts-contract.ts';
import type { ContractSetting } from './outside-world.ts';
import { photosContract } from './photos-contract.ts';
import { placementContract } from './placement-contract.ts';
import { sourceContract } from './source-contract.ts';
import { targetContentContract } from './target-content-contract.ts';
import { targetContract } from './target-contract.ts';
import { targetFolderContract } from './target-folder-contract.ts';

let simulator: TestSimulator;
let platform: GraphPlatform;
let recording: GraphRecording;

beforeAll(async () => {
  simulator = await startTestSimulator({ settings: { directoryDeltaPageSize: 5 } });
  recording = createGraphRecording(simulator.simulator.url);
  platform = createTestGraphPlatform(simulator, { onExchange: recording.note });
});

afterAll(async () => {
  await platform.close();
  await simulator.close();
});

const setting: ContractSetting = {
  open: () => openGraphWorld(simulator, platform),
  moreThanAPage: {
    'source.page': 12,
    'org-contacts.page': 12,
    'contacts.page': 255,
    'mailboxes.page': 12,
    'group.page': 1005,
    'stamped.page': 505,
    'folder.changes': 505,
  },
};

sourceContract('Graph', setting);
mailboxDirectoryContract('Graph', setting);
targetContract('Graph', setting);
targetFolderContract('Graph', setting);
organizationalContactsContract('Graph', setting);
groupSearchContract('Graph', setting);
groupSourceContract('Graph', setting);
mailboxFolderSourceContract('Graph', setting);
photosContract('Graph', setting);
placementContract('Graph', setting);
targetContentContract('Graph', setting);
changesContract('Graph', setting);
leftoversContract('Graph', setting);
healthContract('Graph', setting);

describe("Graph, held against Microsoft's own description", () => {
  test('every request and every answer of the suites above keeps to it', ({ skip }) => {
    if (recording.seen === null) skip('no ../shared/specs/graph');
    expect(recording.violations('requests')).toEqual([]);
    expect(recording.violations('answers')).toEqual([]);
  });

  test.for([
    'GET /users/delta()',
    'GET /groups',
    'GET /groups/{group-id}/transitiveMembers/graph.user',
    'POST /$batch',
    'GET /users/{user-id}/contactFolders',
    'POST /users/{user-id}/contactFolders',
    'GET /users/{user-id}/contactFolders/{contactFolder-id}',
    'GET /users/{user-id}/contactFolders/{contactFolder-id}/contacts',
    'POST /users/{user-id}/contactFolders/{contactFolder-id}/contacts',
    'PATCH /users/{user-id}/contactFolders/{contactFolder-id}/contacts/{contact-id}',
    'DELETE /users/{user-id}/contactFolders/{contactFolder-id}/contacts/{contact-id}',
    'PATCH /users/{user-id}/contactFolders/{contactFolder-id}',
    'DELETE /users/{user-id}/contactFolders/{contactFolder-id}',
    'GET /users/{user-id}/contactFolders/{contactFolder-id}/childFolders',
    'POST /users/{user-id}/contactFolders/{contactFolder-id}/childFolders',
    'GET /users/{user-id}/contactFolders/{contactFolder-id}/contacts/{contact-id}',
    'GET /users/{user-id}/contactFolders/{contactFolder-id}/contacts/delta()',
    'PUT /users/{user-id}/contactFolders/{contactFolder-id}/contacts/{contact-id}/photo/$value',
    'DELETE /users/{user-id}/contactFolders/{contactFolder-id}/contacts/{contact-id}/photo/$value',
    'GET /contacts/delta()',
    'GET /groups/{group-id}/transitiveMembers/graph.orgContact',
    'GET /users/{user-id}/photo',
    'GET /users/{user-id}/photo/$value',
  ])('%s was asked and answered', (operation, { skip }) => {
    if (recording.seen === null) return skip('no ../shared/specs/graph');
    expect(recording.seen.requests.get(operation)).toBeGreaterThan(0);
    if (operation !== 'POST /$batch') expect(recording.seen.answers.get(operation)).toBeGreaterThan(0);
  });

  test('the simulator itself never failed', () => {
    expect(simulator.failures).toEqual([]);
  });
});

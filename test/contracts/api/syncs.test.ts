import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fieldsOf, type ListWorld, openListWorld } from './list-world.ts';

let w: ListWorld;

beforeAll(async () => {
  w = await openListWorld();
}, 60_000);

afterAll(() => w.close());

describe('syncs', () => {
  test('the list, and one with its audience', async () => {
    const { sync, audience } = await w.saved();
    const [summary] = (await w.call('listSyncs')).json.items;
    expect(summary).toMatchObject({ name: 'contacts', placement: 'Company contacts', lastRun: { state: 'done' } });
    const one = await w.call('getSync', { params: { syncId: sync.syncId } });
    expect(one.json).toEqual({ sync, audience, summary });
    expect((await w.call('getSync', { params: { syncId: 'other' } })).status).toBe(404);
  });

  test('a new one, changed, paused and removed with its audience', async () => {
    const { sync } = await w.saved();
    const { syncId: _, ...draft } = sync;
    const audience = { audienceId: 'some', include: [{ kind: 'everyone' } as const], exclude: [] };
    const twice = await w.call('createSync', { body: { sync: draft, audience }, ifMatch: await w.tag() });
    expect(fieldsOf(twice)).toMatchObject([{ path: 'body.sync.name' }]);
    const body = { sync: { ...draft, name: 'phones' }, audience };
    const wrong = { ...body, sync: { ...body.sync, placement: { kind: 'folder', path: [] } } };
    const refused = await w.call('createSync', { body: wrong, ifMatch: await w.tag() });
    expect(fieldsOf(refused)[0]?.path).toMatch(/^body\.sync\.placement\.path/);
    const made = await w.call('createSync', { body, ifMatch: await w.tag() });
    expect(made.json.effects.map(({ part, change }) => [part, change])).toEqual([
      ['audience', 'added'],
      ['sync', 'added'],
    ]);
    const params = { syncId: made.json.syncId };
    const { json } = await w.call('getSync', { params });
    expect(json.sync).toMatchObject({ name: 'phones', audienceId: 'some' });
    const renamed = await w.call('putSync', {
      params,
      body: { sync: { ...json.sync, name: 'other' }, audience },
      ifMatch: await w.tag(),
    });
    expect(fieldsOf(renamed)).toMatchObject([{ path: 'body.sync.name' }]);
    const narrower = {
      ...audience,
      audienceId: 'few',
      include: [{ kind: 'mailboxes', mailboxes: ['a@b.c'] } as const],
    };
    await w.call('putSync', { params, body: { sync: json.sync, audience: narrower }, ifMatch: await w.tag() });
    expect((await w.saved()).definitions.audiences.map(({ audienceId }) => audienceId)).toEqual(['everyone', 'few']);
    const taken = { ...narrower, audienceId: 'everyone' };
    const clash = await w.call('putSync', {
      params,
      body: { sync: json.sync, audience: taken },
      ifMatch: await w.tag(),
    });
    expect(fieldsOf(clash)).toMatchObject([{ path: 'body.audience.audienceId' }]);
    expect((await w.call('pauseSync', { params, body: null })).status).toBe(204);
    expect((await w.call('getSync', { params })).json.sync.paused).toBe(true);
    expect((await w.call('resumeSync', { params, body: null })).status).toBe(204);
    expect((await w.call('getSync', { params })).json.sync.paused).toBe(false);
    expect((await w.call('deleteSync', { params, ifMatch: await w.tag() })).status).toBe(204);
    expect((await w.saved()).definitions.audiences).toHaveLength(1);
    expect((await w.call('pauseSync', { params, body: null })).status).toBe(404);
    expect((await w.call('deleteSync', { params, ifMatch: await w.tag() })).status).toBe(404);
  });

  test('a newcomer is found although no run has seen the mailbox', async () => {
    const { id } = z.object({ id: z.string() }).parse(
      await w.world.control.post(`/tenants/${w.world.entraTenantId}/users`, {
        userPrincipalName: 'new@contoso-demo.onmicrosoft.com',
        displayName: 'New',
      }),
    );
    const { connectionId } = w.world;
    const body = { connectionId, include: [{ kind: 'everyone' } as const], exclude: [], mailbox: id };
    expect((await w.call('explainMailbox', { body })).json).toMatchObject({
      mailbox: { mailboxId: id },
      membership: { kind: 'unusable' },
    });
  });

  test('whom an audience means, and why somebody is in or out', async () => {
    const { audience } = await w.saved();
    const { connectionId } = w.world;
    const rules = { connectionId, include: [...audience.include], exclude: [] };
    const everyone = await w.call('previewAudience', { body: rules });
    expect(everyone.json).toMatchObject({ in: 12, missing: [] });
    const mailbox = everyone.json.sample[0]?.address ?? '';
    const why = await w.call('explainMailbox', { body: { ...rules, mailbox } });
    expect(why.json).toMatchObject({ mailbox: { address: mailbox }, membership: { kind: 'in', rule: 0 } });
    const exclude = [{ kind: 'mailboxes', mailboxes: [mailbox, 'nobody@example.com'] } as const];
    const fewer = await w.call('previewAudience', { body: { ...rules, exclude } });
    expect(fewer.json).toMatchObject({ in: 11, missing: ['nobody@example.com'] });
    const out = await w.call('explainMailbox', { body: { ...rules, exclude, mailbox } });
    expect(out.json.membership).toEqual({ kind: 'excluded', rule: 0, reason: null });
    const nobody = await w.call('explainMailbox', { body: { ...rules, mailbox: 'nobody@example.com' } });
    expect(nobody.json).toEqual({ mailbox: null, membership: null });
    const group = { kind: 'group', groupId: randomUUID() } as const;
    const gone = await w.call('previewAudience', { body: { ...rules, include: [group] } });
    expect(gone.problem.code).toBe('not-possible');
    const foreign = await w.call('previewAudience', { body: { ...rules, connectionId: randomUUID() } });
    expect(foreign.problem.code).toBe('not-connected');
  });

  test('the next runs of a schedule', async () => {
    const daily = await w.call('previewSchedule', {
      body: { schedule: { kind: 'daily', at: ['06:00'], days: [1, 2] } },
    });
    expect(daily.json.next).toHaveLength(5);
    const wrong = await w.call('previewSchedule', { body: { schedule: { kind: 'daily', at: ['25:00'] } } });
    expect(fieldsOf(wrong)).toMatchObject([{ path: 'body.schedule.at.0' }]);
  });
});

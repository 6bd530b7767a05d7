import { describe, expect, test } from 'vitest';
import { collect, type OpenStores } from './open-stores.ts';
import { sampleMailbox, tenant } from './sample-rows.ts';

/** What every MailboxStore keeps. */
export function mailboxStoreContract(name: string, open: OpenStores): void {
  describe(`mailboxes in ${name}`, () => {
    test('an unknown connection has no mailboxes and no cursor', async () => {
      const { mailboxes } = await open();
      expect(await mailboxes.cursor(tenant, 'x')).toBeNull();
      expect(await collect(mailboxes.mailboxes(tenant, 'x'))).toEqual([]);
    });

    test('all come by mailbox id, over all pages', async () => {
      const { mailboxes } = await open();
      const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => sampleMailbox(id));
      await mailboxes.putMailboxes(tenant, 'x', all.slice(3));
      await mailboxes.putMailboxes(tenant, 'x', all.slice(0, 3));
      expect(await collect(mailboxes.mailboxes(tenant, 'x'))).toEqual(all);
    });

    test('ids come in the same order, that of code points, without addresses', async () => {
      const { mailboxes } = await open();
      const ids = ['B', 'a', 'aa', 'ä', '\uffff', '\u{10000}'];
      await mailboxes.putMailboxes(
        tenant,
        'x',
        ids.toReversed().map((id) => sampleMailbox(id, { excluded: 'guest' })),
      );
      expect(await collect(mailboxes.mailboxIds(tenant, 'x'))).toEqual(
        ids.map((mailboxId) => ({ mailboxId, excluded: 'guest' })),
      );
      expect((await collect(mailboxes.mailboxes(tenant, 'x'))).map(({ mailboxId }) => mailboxId)).toEqual(ids);
    });

    test('the address of one mailbox is found, and none of one that is not there', async () => {
      const { mailboxes } = await open();
      await mailboxes.putMailboxes(tenant, 'x', [sampleMailbox('a', { address: 'a@contoso.example' })]);
      expect(await mailboxes.address(tenant, 'x', 'a')).toBe('a@contoso.example');
      expect(await mailboxes.address(tenant, 'x', 'A')).toBeNull();
      expect(await mailboxes.address(tenant, 'y', 'a')).toBeNull();
    });

    test.each([null, 'guest', 'disabled', 'no-exchange-licence', 'no-address'] as const)(
      'exclusion %s is kept',
      async (excluded) => {
        const { mailboxes } = await open();
        await mailboxes.putMailboxes(tenant, 'x', [sampleMailbox('a', { excluded })]);
        expect(await collect(mailboxes.mailboxes(tenant, 'x'))).toEqual([sampleMailbox('a', { excluded })]);
      },
    );

    test('putting again replaces; the last of one call wins', async () => {
      const { mailboxes } = await open();
      const renamed = sampleMailbox('a', { address: 'new@contoso.example', excluded: 'disabled' });
      await mailboxes.putMailboxes(tenant, 'x', [sampleMailbox('a'), sampleMailbox('b')]);
      await mailboxes.putMailboxes(tenant, 'x', [sampleMailbox('a', { excluded: 'guest' }), renamed]);
      expect(await collect(mailboxes.mailboxes(tenant, 'x'))).toEqual([renamed, sampleMailbox('b')]);
    });

    test('removing takes those that are there', async () => {
      const { mailboxes } = await open();
      await mailboxes.putMailboxes(tenant, 'x', [sampleMailbox('a'), sampleMailbox('b'), sampleMailbox('c')]);
      await mailboxes.removeMailboxes(tenant, 'x', ['a', 'c', 'unknown']);
      await mailboxes.removeMailboxes(tenant, 'unknown', ['b']);
      expect(await collect(mailboxes.mailboxes(tenant, 'x'))).toEqual([sampleMailbox('b')]);
    });

    test('the cursors of all connections that have one', async () => {
      const { mailboxes } = await open();
      expect(await mailboxes.cursors(tenant)).toEqual(new Map());
      for (const id of ['x', 'y', 'z']) await mailboxes.saveCursor(tenant, id, `cursor of ${id}`);
      await mailboxes.saveCursor(tenant, 'z', null);
      expect(await mailboxes.cursors(tenant)).toEqual(
        new Map([
          ['x', 'cursor of x'],
          ['y', 'cursor of y'],
        ]),
      );
    });

    test('the cursor is replaced and forgotten, and leaves the mailboxes alone', async () => {
      const { mailboxes } = await open();
      await mailboxes.putMailboxes(tenant, 'x', [sampleMailbox('a')]);
      await mailboxes.saveCursor(tenant, 'x', 'cursor-1');
      await mailboxes.saveCursor(tenant, 'x', 'cursor-2');
      expect(await mailboxes.cursor(tenant, 'x')).toBe('cursor-2');
      await mailboxes.putMailboxes(tenant, 'x', [sampleMailbox('b')]);
      expect(await mailboxes.cursor(tenant, 'x')).toBe('cursor-2');
      await mailboxes.saveCursor(tenant, 'x', null);
      expect(await mailboxes.cursor(tenant, 'x')).toBeNull();
      expect(await collect(mailboxes.mailboxes(tenant, 'x'))).toHaveLength(2);
    });

    test('connections are apart, and ids that differ only in case are different', async () => {
      const { mailboxes } = await open();
      await mailboxes.putMailboxes(tenant, 'x', [sampleMailbox('a'), sampleMailbox('A')]);
      await mailboxes.putMailboxes(tenant, 'X', [sampleMailbox('other')]);
      await mailboxes.removeMailboxes(tenant, 'x', ['A']);
      expect(await collect(mailboxes.mailboxes(tenant, 'x'))).toEqual([sampleMailbox('a')]);
      expect(await collect(mailboxes.mailboxes(tenant, 'X'))).toEqual([sampleMailbox('other')]);
    });
  });
}

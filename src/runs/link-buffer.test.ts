import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Link } from '../sync/operations.ts';
import { createLinkBuffer } from './link-buffer.ts';
import type { LinkWrite } from './stores.ts';

const itemId = fc.constantFrom('a', 'b', 'c', 'd');
const link: fc.Arbitrary<Link> = fc.record({ itemId, mailItemId: fc.string(), writtenHash: fc.string() });
const writes = fc.array(
  fc
    .record({
      clear: fc.boolean(),
      put: fc.uniqueArray(link, { selector: (one) => one.itemId }),
      remove: fc.constant<readonly string[]>([]),
    })
    .chain((write) =>
      fc
        .uniqueArray(itemId)
        .map(
          (ids): LinkWrite => ({ ...write, remove: ids.filter((id) => !write.put.some((one) => one.itemId === id)) }),
        ),
    ),
);

function store() {
  const links = new Map<string, Link>();
  let calls = 0;
  return {
    links,
    calls: () => calls,
    async write({ clear = false, put, remove }: LinkWrite) {
      calls += 1;
      if (clear) links.clear();
      for (const one of put) links.set(one.itemId, one);
      for (const id of remove) links.delete(id);
    },
  };
}

test.prop([writes, fc.integer({ min: 1, max: 10 })])(
  'what arrives is what would have arrived one by one',
  async (all, size) => {
    const direct = store();
    const buffered = store();
    const buffer = createLinkBuffer(buffered.write, size);
    for (const write of all) {
      await direct.write(write);
      await buffer.write(write);
    }
    await buffer.flush();
    expect(buffered.links).toEqual(direct.links);
    expect(buffered.calls()).toBeLessThanOrEqual(direct.calls());
  },
);

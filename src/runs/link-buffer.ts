import type { ItemId } from '../sync/items.ts';
import type { Link } from '../sync/operations.ts';
import type { LinkWrite } from './stores.ts';

/** Link writes of one replica on their way to the store. */
export interface LinkBuffer {
  write(write: LinkWrite): Promise<void>;
  /** To be called before the replica is said to be in any state in which its links hold. */
  flush(): Promise<void>;
}

/**
 * Collects link writes and hands them on in few large ones, in the same order for each item.
 *
 * What is lost with the process is found again: a replica that is being written is looked at first.
 */
export function createLinkBuffer(writeLinks: (write: LinkWrite) => Promise<void>, size: number): LinkBuffer {
  let clear = false;
  let put = new Map<ItemId, Link>();
  let remove = new Set<ItemId>();

  async function flush(): Promise<void> {
    if (!clear && put.size + remove.size === 0) return;
    const write: LinkWrite = { clear, put: [...put.values()], remove: [...remove] };
    clear = false;
    put = new Map();
    remove = new Set();
    await writeLinks(write);
  }

  return {
    async write(write) {
      if (write.clear) {
        clear = true;
        put.clear();
        remove.clear();
      }
      for (const link of write.put) {
        remove.delete(link.itemId);
        put.set(link.itemId, link);
      }
      for (const itemId of write.remove) {
        put.delete(itemId);
        remove.add(itemId);
      }
      if (put.size + remove.size >= size) await flush();
    },
    flush,
  };
}

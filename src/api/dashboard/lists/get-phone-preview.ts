import { findPerson } from '../../../runs/explain-list.ts';
import { summarizeItem } from '../../../runs/item-summary.ts';
import { phoneCard } from '../../../runs/phone-card.ts';
import { mapRecord } from '../../../sync/mapping.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { collectionOf, openCollection, sourcesOf, withList } from './list-context.ts';

export const getPhonePreview: Handler<'getPhonePreview'> = async (
  { work, params, language, signal },
  { lists: ports },
) => {
  const { definitions } = await work.definitions();
  const sync = definitions.syncs.find(({ syncId }) => syncId === params.syncId);
  if (sync === undefined) throw new Problem('not-found');
  const collection = collectionOf(definitions, sync.collectionId);
  const log = await openCollection(work, ports, sync.collectionId);
  const entry = log.entries.get(params.itemId);
  if (entry === undefined) throw new Problem('not-found');
  const { defaultCountry: country, tenantId } = work.tenant;
  const hashKey = (await work.vault.forTenant(tenantId)).deriveKey('content-hash');
  const { fields, numbers } = phoneCard(entry, log, sync, { country, language }, hashKey);
  const list = { collection, sources: sourcesOf(collection, definitions) };
  const person = await withList(
    work,
    ports,
    list,
    (context) => findPerson(context, params.itemId, signal, ports.keysOf),
    signal,
  );
  const { placement } = sync;
  return {
    item: summarizeItem(entry.item),
    fields,
    folder: placement.kind === 'folder' ? placement.path.join(' / ') : placement.category,
    numbers: [...numbers],
    problems: person === null ? [] : [...mapRecord(person.merged.record, collection.mapping).problems],
  };
};

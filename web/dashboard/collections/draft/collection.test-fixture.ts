import type { Collection } from '../definition.ts';

export const savedCollection: Collection = {
  collectionId: 'colleagues',
  sourceIds: ['people', 'partners'],
  match: { by: ['id', 'email', 'phone'], idFrom: null },
  merge: { fields: {} },
  filter: [],
  mapping: { fields: {}, phones: { defaultCountry: 'DE', extensions: [] } },
  guards: {
    maxDeletes: 1000,
    maxDeleteShare: 0.2,
    freeDeletes: 10,
    maxChangeShare: 0.5,
    freeChanges: 100,
    maxItems: 20_000,
    maxLeaverShare: 0.2,
    freeLeavers: 5,
  },
};

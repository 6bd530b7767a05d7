import type { DefinitionStore } from '../../runs/stores.ts';
import { definitionsConflict } from '../store-error.ts';
import type { Rows } from './tenant-rows.ts';

export function createDefinitionStore(rows: Rows): DefinitionStore {
  return {
    async definitions(tenantId) {
      return rows(tenantId).definitions;
    },
    async saveDefinitions(tenantId, definitions, expected) {
      const tenant = rows(tenantId);
      const { revision } = tenant.definitions;
      if (revision !== expected) throw definitionsConflict(expected, revision);
      tenant.definitions = { revision: revision + 1, definitions: structuredClone(definitions) };
      return revision + 1;
    },
  };
}

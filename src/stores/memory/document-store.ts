import type { DocumentStore } from '../../tenants/documents.ts';
import { documentConflict } from '../store-error.ts';
import { byText } from './pages.ts';
import { getOrAdd, type Rows } from './tenant-rows.ts';

export function createDocumentStore(rows: Rows, now: () => string): DocumentStore {
  const ofKind = (tenantId: string, kind: string) => getOrAdd(rows(tenantId).documents, kind, () => new Map());
  return {
    async document(tenantId, kind, documentId) {
      return ofKind(tenantId, kind).get(documentId) ?? null;
    },
    async documents(tenantId, kind) {
      return [...ofKind(tenantId, kind).values()].sort(byText(({ documentId }) => documentId));
    },
    async putDocument(tenantId, kind, documentId, content, expected) {
      const documents = ofKind(tenantId, kind);
      const found = documents.get(documentId)?.revision ?? 0;
      if (found !== expected) throw documentConflict(expected, found);
      const revision = expected + 1;
      documents.set(documentId, { documentId, revision, content: structuredClone(content), changedAt: now() });
      return revision;
    },
    async removeDocument(tenantId, kind, documentId) {
      return ofKind(tenantId, kind).delete(documentId);
    },
  };
}

import { apiTokenStoreContract } from './api-token-store-contract.ts';
import { auditTrailContract } from './audit-trail-contract.ts';
import { collectionHistoryContract } from './collection-history-contract.ts';
import { definitionStoreContract } from './definition-store-contract.ts';
import { documentStoreContract } from './document-store-contract.ts';
import { isolationContract } from './isolation-contract.ts';
import { linkStoreContract } from './link-store-contract.ts';
import { listCacheContract } from './list-cache-contract.ts';
import { logStoreContract } from './log-store-contract.ts';
import { mailboxStoreContract } from './mailbox-store-contract.ts';
import { memberStoreContract } from './member-store-contract.ts';
import { implementations } from './open-stores.ts';
import { pageStoreContract } from './page-store-contract.ts';
import { photoStoreContract } from './photo-store-contract.ts';
import { rememberedAnswersContract } from './remembered-answers-contract.ts';
import { replicaStoreContract } from './replica-store-contract.ts';
import { retentionContract } from './retention-contract.ts';
import { runStoreContract } from './run-store-contract.ts';
import { sampleItem, sampleRecord } from './sample-rows.ts';
import { sessionStoreContract } from './session-store-contract.ts';
import { tenantDataContract } from './tenant-data-contract.ts';
import { tenantStoreContract, wrappedKeyStoreContract } from './tenant-store-contract.ts';

for (const [name, open] of implementations) {
  tenantStoreContract(name, open);
  wrappedKeyStoreContract(name, open);
  definitionStoreContract(name, open);
  documentStoreContract(name, open);
  memberStoreContract(name, open);
  apiTokenStoreContract(name, open);
  auditTrailContract(name, open);
  sessionStoreContract(name, open);
  rememberedAnswersContract(name, open);
  logStoreContract(
    `sources in ${name}`,
    async () => {
      const { sources, setNow } = await open();
      return { logs: sources, setNow };
    },
    sampleRecord,
  );
  logStoreContract(
    `collections in ${name}`,
    async () => {
      const { collections, setNow } = await open();
      return { logs: collections, setNow };
    },
    sampleItem,
  );
  collectionHistoryContract(name, open);
  photoStoreContract(name, open);
  mailboxStoreContract(name, open);
  replicaStoreContract(name, open);
  linkStoreContract(name, open);
  runStoreContract(name, open);
  pageStoreContract(name, open);
  retentionContract(name, open);
  listCacheContract(name, open);
  tenantDataContract(name, open);
  isolationContract(name, open);
}

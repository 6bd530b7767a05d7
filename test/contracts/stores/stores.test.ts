import { collectionHistoryContract } from './collection-history-contract.ts';
import { definitionStoreContract } from './definition-store-contract.ts';
import { isolationContract } from './isolation-contract.ts';
import { linkStoreContract } from './link-store-contract.ts';
import { logStoreContract } from './log-store-contract.ts';
import { mailboxStoreContract } from './mailbox-store-contract.ts';
import { implementations } from './open-stores.ts';
import { photoStoreContract } from './photo-store-contract.ts';
import { replicaStoreContract } from './replica-store-contract.ts';
import { retentionContract } from './retention-contract.ts';
import { runStoreContract } from './run-store-contract.ts';
import { sampleItem, sampleRecord } from './sample-rows.ts';
import { tenantStoreContract, wrappedKeyStoreContract } from './tenant-store-contract.ts';

for (const [name, open] of implementations) {
  tenantStoreContract(name, open);
  wrappedKeyStoreContract(name, open);
  definitionStoreContract(name, open);
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
  retentionContract(name, open);
  isolationContract(name, open);
}

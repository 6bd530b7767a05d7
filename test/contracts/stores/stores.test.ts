import { collectionStoreContract } from './collection-store-contract.ts';
import { isolationContract } from './isolation-contract.ts';
import { linkStoreContract } from './link-store-contract.ts';
import { mailboxStoreContract } from './mailbox-store-contract.ts';
import { implementations } from './open-stores.ts';
import { replicaStoreContract } from './replica-store-contract.ts';
import { retentionContract } from './retention-contract.ts';
import { runStoreContract } from './run-store-contract.ts';
import { syncStoreContract } from './sync-store-contract.ts';
import { tenantStoreContract, wrappedKeyStoreContract } from './tenant-store-contract.ts';

for (const [name, open] of implementations) {
  tenantStoreContract(name, open);
  wrappedKeyStoreContract(name, open);
  syncStoreContract(name, open);
  collectionStoreContract(name, open);
  mailboxStoreContract(name, open);
  replicaStoreContract(name, open);
  linkStoreContract(name, open);
  runStoreContract(name, open);
  retentionContract(name, open);
  isolationContract(name, open);
}

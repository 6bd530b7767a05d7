import { mailboxDirectoryContract } from './mailbox-directory-contract.ts';
import { memorySetting } from './memory-world.ts';
import { sourceContract } from './source-contract.ts';
import { targetContract } from './target-contract.ts';
import { targetFolderContract } from './target-folder-contract.ts';

sourceContract('memory', memorySetting);
mailboxDirectoryContract('memory', memorySetting);
targetContract('memory', memorySetting);
targetFolderContract('memory', memorySetting);

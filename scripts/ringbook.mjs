#!/usr/bin/env node
/** The `ringbook` command: hands everything to the command line under the pinned Node 24. */
import { join } from 'node:path';
import { become, findNode, root } from './node24.mjs';

become(findNode(), [join(root, 'src/entry/cli.ts'), ...process.argv.slice(2)]);

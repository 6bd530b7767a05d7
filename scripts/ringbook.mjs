#!/usr/bin/env node
/** The `ringbook` command: hands everything to the command line under the pinned Node 24. */
import { programOptions, runProgram } from './node24.mjs';

runProgram('src/entry/cli.ts', process.argv.slice(2), programOptions);

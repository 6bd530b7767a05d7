#!/usr/bin/env node
/** The `ringbook` command: hands everything to the command line under the pinned Node 24. */
import { runProgram } from './node24.mjs';

runProgram(process.argv.slice(2));

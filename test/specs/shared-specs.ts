import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CsdlModel, readCsdl } from './csdl.ts';
import { type GraphPaths, readGraphPaths } from './graph-paths.ts';

const folder = new URL('../../../shared/specs/graph/', import.meta.url);

export interface GraphSpecs {
  readonly model: CsdlModel;
  readonly paths: GraphPaths;
}

/** Microsoft's own description of Graph v1.0; null, with a printed reason, where it is not on this machine. */
export function loadGraphSpecs(): GraphSpecs | null {
  const csdl = new URL('v1.0.csdl', folder);
  const paths = new URL('paths-v1.0.txt', folder);
  const missing = [csdl, paths].find((file) => !existsSync(file));
  if (missing !== undefined) {
    process.stderr.write(`skipped: no ${fileURLToPath(missing)}, so requests and answers are not checked against it\n`);
    return null;
  }
  return { model: readCsdl(readFileSync(csdl, 'utf8')), paths: readGraphPaths(readFileSync(paths, 'utf8')) };
}

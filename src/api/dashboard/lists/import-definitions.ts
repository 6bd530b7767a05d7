import { DefinitionError } from '../../../definitions/definition-error.ts';
import { parseDefinitionFile } from '../../../definitions/parse-definition-file.ts';
import type { Definitions } from '../../../runs/definition.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import type { TenantWork } from '../../tenant-work.ts';
import { editDefinitions } from './edit-definitions.ts';

export const importDefinitions: Handler<'importDefinitions'> = async (
  { work, body, ifMatch, language, note },
  { lists },
) => {
  const definitions = await parse(work, body.file);
  return editDefinitions({ work, ifMatch, language, note }, lists, () => ({
    definitions,
    sent: [{ path: [], field: 'body.file' }],
  }));
};

async function parse(work: TenantWork, file: string): Promise<Definitions> {
  const { defaultCountry } = work.tenant;
  const connections = await work.connections();
  try {
    return parseDefinitionFile(file, { defaultCountry, connections });
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    const fields = error.problems.map(({ line, column, path, message }) => ({
      path: 'body.file',
      message: `${line}:${column} ${path === '' ? '' : `${path}: `}${message}`,
    }));
    throw new Problem('invalid-input', { fields });
  }
}

import { writeDefinitionFile } from '../../../definitions/write-definition-file.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

export const exportDefinitions: Handler<'exportDefinitions'> = async ({ work }) => {
  const { definitions } = await work.definitions();
  const { defaultCountry } = work.tenant;
  try {
    const body = writeDefinitionFile(definitions, { defaultCountry, connections: await work.connections() });
    return { body, fileName: 'ringbook.yaml' };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem('not-possible', { detail: 'a source or sync is of a connection that is no longer there' });
  }
};

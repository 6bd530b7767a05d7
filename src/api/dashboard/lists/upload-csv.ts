import { ConnectorError } from '../../../runs/connector-error.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

const mostBytes = 20_000_000;

export const uploadCsv: Handler<'uploadCsv'> = async ({ work, params, body, note, signal }, { lists: ports }) => {
  const bytes = Buffer.from(body.contentBase64, 'base64');
  if (bytes.length > mostBytes) throw new Problem('too-large');
  try {
    const { entry, look } = await ports.csvFiles.put(work.tenant.tenantId, params.fileName, bytes, signal);
    note({ subject: params.fileName });
    const { delimiter, encoding, sample, guess, problems } = look;
    return {
      ...entry,
      columns: [...entry.columns],
      delimiter,
      encoding,
      sample: sample.map((row) => [...row]),
      guess: {
        id: 'column' in guess.id ? [guess.id.column] : [...guess.id.from],
        columns: Object.fromEntries(
          Object.entries(guess.columns).map(([column, to]) => [column, typeof to === 'string' ? to : [...to]]),
        ),
      },
      problems: [...problems],
    };
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== 'invalid-answer') throw error;
    throw new Problem('invalid-input', { fields: [{ path: 'body.contentBase64', message: error.failure.detail }] });
  }
};

import type { Handler } from '../../endpoint/handler.ts';

export const listCsvFiles: Handler<'listCsvFiles'> = async ({ work }, { lists: ports }) => {
  const files = await ports.csvFiles.list(work.tenant.tenantId);
  return { items: files.map((file) => ({ ...file, columns: [...file.columns] })) };
};

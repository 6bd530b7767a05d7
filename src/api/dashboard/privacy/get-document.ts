import type { Handler } from '../../endpoint/handler.ts';

export const getDocument: Handler<'getDocument'> = async ({ params: { name }, query, language }, { privacy }) => {
  const wanted = query.language ?? language;
  return { ...(await privacy.legalDocument(name, wanted)), language: wanted };
};

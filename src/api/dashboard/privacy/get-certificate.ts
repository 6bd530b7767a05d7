import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

export const getCertificate: Handler<'getCertificate'> = async ({ params: { certificateId } }, { privacy }) => {
  const certificate = await privacy.certificate(certificateId);
  if (certificate === null) throw new Problem('not-found');
  return { ...certificate, deleted: [...certificate.deleted] };
};

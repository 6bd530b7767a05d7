import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { isProblem } from '../api/client.ts';

/** What stands in place of a page that broke, or whose data could not be read. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const retry = () => {
    queries.reset();
    reset();
    void router.invalidate();
  };
  return (
    <Stack>
      <PageHeader title={t('failed.title')} {...(isProblem(error) ? {} : { lead: t('failed.detail') })} />
      <ProblemMessage problem={isProblem(error) ? error : null} onRetry={retry} />
    </Stack>
  );
}

import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useToast } from '../../ui/toasts.tsx';
import { call } from '../api/api.ts';
import type { Problem } from '../api/problem.ts';
import { useTenant } from '../api/session.ts';

/** The whole trail as a file, one JSON object a line. */
export function ExportButton() {
  const { t } = useTranslation('audit-trail');
  const { tenantId } = useTenant();
  const toast = useToast();
  const read = useMutation<string, Problem, void>({
    mutationFn: () => call('exportAuditEntries', { params: { tenantId } }),
    onSuccess: (lines) => save(lines, 'ringbook-audit-trail.ndjson'),
    onError: ({ title }) => toast({ intent: 'error', title: title === '' ? t('exportFailed') : title }),
  });
  return (
    <Button icon={<ArrowDownloadRegular />} disabledFocusable={read.isPending} onClick={() => read.mutate()}>
      {read.isPending ? t('exporting') : t('export')}
    </Button>
  );
}

function save(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

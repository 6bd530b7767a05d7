import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useToast } from '../../../ui/toasts.tsx';
import { useFormats } from '../../../ui/values.tsx';
import { useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';

/** Sends a mail to the recipients that are stored, and says who it reached. */
export function TestMail({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTranslation('settings');
  const { tenantId } = useTenant();
  const { list } = useFormats();
  const toast = useToast();
  const test = useApiMutation('testMail', { invalidates: [] });
  const send = () =>
    test.mutate(
      { params: { tenantId } },
      {
        onSuccess: ({ accepted, rejected }) =>
          rejected.length === 0
            ? toast({ intent: 'success', title: t('mail.sent', { count: accepted.length }) })
            : toast({ intent: 'warning', title: t('mail.rejected'), body: list(rejected) }),
        onError: ({ title, detail, remedy }) =>
          toast({ intent: 'error', title, body: [detail, remedy].filter((text) => text !== null).join(' ') }),
      },
    );
  return (
    <Button disabledFocusable={disabled || test.isPending} onClick={send}>
      {test.isPending ? t('mail.sending') : t('mail.test')}
    </Button>
  );
}

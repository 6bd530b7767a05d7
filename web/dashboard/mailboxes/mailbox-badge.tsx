import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { type MailboxState, toneOfMailbox } from './mailbox.ts';

/** State of a mailbox, or of a folder in it, in a word. */
export function MailboxBadge({ state }: { readonly state: MailboxState }) {
  const { t } = useTranslation('mailboxes');
  return <StatusBadge tone={toneOfMailbox[state]}>{t(`state.${state}`)}</StatusBadge>;
}

import { Button } from '@fluentui/react-components';
import { KeyRegular } from '@fluentui/react-icons/svg/key';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { SecretOnce } from '../secret-once.tsx';
import { SettingsFrame } from '../settings-frame.tsx';
import { NewTokenDialog } from './new-token-dialog.tsx';
import { TokenTable } from './token-table.tsx';

export function ApiTokensPage() {
  const { t } = useTranslation('settings');
  const { tenantId, can } = useTenant();
  const tokens = useApi('listApiTokens', { params: { tenantId } }, { enabled: can('own') });
  const [isMaking, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const create = (
    <Button appearance="primary" onClick={() => setMaking(true)}>
      {t('tokens.create')}
    </Button>
  );
  return (
    <SettingsFrame title={t('title')} lead={t('tokens.lead')} actions={tokens.data?.items.length !== 0 && create}>
      {tokens.error && <ProblemMessage problem={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.isPending && <PageSkeleton label={t('loading')} rows={3} />}
      {tokens.data?.items.length === 0 && (
        <EmptyState icon={KeyRegular} title={t('tokens.none')} action={create}>
          {t('tokens.noneHint')}
        </EmptyState>
      )}
      {tokens.data && tokens.data.items.length > 0 && (
        <Section title={t('tokens.title')}>
          <TokenTable tokens={tokens.data.items} />
        </Section>
      )}
      <span>
        <Link to="/reference" className={useLinkStyle()}>
          {t('tokens.reference')}
        </Link>
      </span>
      {isMaking && (
        <NewTokenDialog
          onClose={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false);
            setSecret(made);
          }}
        />
      )}
      {secret !== null && (
        <SecretOnce
          title={t('tokens.made')}
          label={t('tokens.secret')}
          secret={secret}
          hint={t('tokens.usage')}
          onClose={() => setSecret(null)}
        />
      )}
    </SettingsFrame>
  );
}

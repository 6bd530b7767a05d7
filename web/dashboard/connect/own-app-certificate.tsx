import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../src/api/contract/contract.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Stack } from '../../ui/stack.tsx';
import { DateTime } from '../../ui/values.tsx';

const useStyles = makeStyles({ text: { margin: 0, maxWidth: '72ch' } });

/** The app that is used, and the certificate that its registration needs. */
export function OwnAppCertificate({
  app: { clientId, certificate, thumbprint, expiresAt },
}: {
  readonly app: Api['getOwnApp']['answer'];
}) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  return (
    <Stack>
      <Facts
        facts={[
          { label: t('ownApp.clientId'), value: clientId },
          { label: t('ownApp.thumbprint'), value: thumbprint },
          ...(expiresAt === null ? [] : [{ label: t('ownApp.expires'), value: <DateTime instant={expiresAt} /> }]),
        ]}
      />
      {certificate !== null && (
        <>
          <p className={styles.text}>{t('ownApp.upload')}</p>
          <CodeBlock label={t('ownApp.certificate')}>{certificate}</CodeBlock>
        </>
      )}
    </Stack>
  );
}

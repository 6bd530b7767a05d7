import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, makeStyles } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { Stack } from '../../../ui/stack.tsx';
import { useTenant } from '../../api/session.ts';

const useStyles = makeStyles({ text: { margin: 0, maxWidth: '72ch' } });

/** Where somebody else administers Microsoft 365: they are invited, and go on here. */
export function AskAdministrator() {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { tenantId } = useTenant();
  const link = useLinkStyle();
  return (
    <Accordion collapsible>
      <AccordionItem value="other">
        <AccordionHeader>{t('consent.other')}</AccordionHeader>
        <AccordionPanel>
          <Stack>
            <p className={styles.text}>
              {t('consent.invite')}{' '}
              <Link to="/t/$tenantId/settings/members" params={{ tenantId }} className={link}>
                {t('consent.members')}
              </Link>
            </p>
            <p className={styles.text}>{t('consent.send')}</p>
            <CodeBlock label={t('consent.address')}>
              {new URL(`/t/${tenantId}/connect?step=consent`, window.location.origin).href}
            </CodeBlock>
          </Stack>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}

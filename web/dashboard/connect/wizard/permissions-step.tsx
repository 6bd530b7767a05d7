import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { OwnApp } from '../own-app.tsx';
import { PermissionList } from '../permission-list.tsx';
import { ScopeScript } from '../scope-script.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '72ch' },
  options: {
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  panel: { paddingBlock: tokens.spacingVerticalM },
});

export function PermissionsStep({ onNext }: { readonly onNext: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { tenantId, can } = useTenant();
  const plan = useApi('getPermissionPlan', { params: { tenantId } });
  return (
    <Stack>
      <p className={styles.lead}>{t('permissions.lead')}</p>
      {plan.error && <ProblemMessage problem={plan.error} onRetry={() => void plan.refetch()} />}
      {plan.isPending && <PageSkeleton label={t('loading')} />}
      {plan.data && <PermissionList permissions={plan.data.permissions} />}
      <Accordion collapsible multiple className={styles.options}>
        {can('change') && (
          <AccordionItem value="scope">
            <AccordionHeader>{t('scope.title')}</AccordionHeader>
            <AccordionPanel className={styles.panel}>
              <ScopeScript />
            </AccordionPanel>
          </AccordionItem>
        )}
        <AccordionItem value="own-app">
          <AccordionHeader>{t('ownApp.title')}</AccordionHeader>
          <AccordionPanel className={styles.panel}>
            <OwnApp />
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
      <div>
        <Button appearance="primary" onClick={onNext}>
          {t('next')}
        </Button>
      </div>
    </Stack>
  );
}

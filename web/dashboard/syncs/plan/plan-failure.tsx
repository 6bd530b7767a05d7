import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useCodeTexts } from '../../runs/use-code-texts.ts';

const useStyles = makeStyles({
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  text: { margin: `${tokens.spacingVerticalXS} 0 0` },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Why a preview could not be made, and what helps. */
export function PlanFailure({ reason, detail }: { readonly reason: string | null; readonly detail: string | null }) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { meaning, remedy } = useCodeTexts()(reason ?? 'internal');
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('plan.failedTitle')}</MessageBarTitle>
        <p className={styles.text}>{meaning}</p>
        <p className={styles.text}>{remedy}</p>
        <p className={`${styles.text} ${styles.quiet}`}>
          {[reason, detail].filter((text) => text !== null).join(': ')}
        </p>
      </MessageBarBody>
    </MessageBar>
  );
}

import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

/** RFC 9457, as the client reads it. */
export interface ShownProblem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly remedy: string | null;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
}

const useStyles = makeStyles({
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  text: { margin: `${tokens.spacingVerticalXS} 0 0` },
  list: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingInlineStart: tokens.spacingHorizontalL },
  code: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** What went wrong and what to do. `null`: something that is no answer of the API, e.g. a fault of a page. */
export function ProblemMessage({
  problem,
  onRetry,
}: {
  readonly problem: ShownProblem | null;
  readonly onRetry?: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const code = problem?.code;
  const own = code === 'unreachable' || code === 'unreadable' ? code : null;
  const remedy = own === null ? problem?.remedy : t(`problem.${own}Remedy`);
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        {problem && <MessageBarTitle>{own === null ? problem.title : t(`problem.${own}`)}</MessageBarTitle>}
        {problem?.detail && <p className={styles.text}>{problem.detail}</p>}
        {problem && problem.fields.length > 0 && (
          <ul className={styles.list}>
            {problem.fields.map(({ path, message }) => (
              <li key={path + message}>{path === '' ? message : `${path}: ${message}`}</li>
            ))}
          </ul>
        )}
        {remedy && <p className={styles.text}>{remedy}</p>}
        {code !== undefined && own === null && (
          <p className={`${styles.text} ${styles.code}`}>{t('problem.code', { code })}</p>
        )}
      </MessageBarBody>
      {onRetry && (
        <MessageBarActions>
          <Button onClick={onRetry}>{t('retry')}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

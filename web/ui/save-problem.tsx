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
import { ProblemMessage, type ShownProblem } from './problem-message.tsx';

const useStyles = makeStyles({
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  text: { margin: `${tokens.spacingVerticalXS} 0 0` },
});

/**
 * Why a form was not saved; what its fields say themselves is not said again. Where someone else was faster, what was
 * entered stays: saving again replaces theirs.
 */
export function SaveProblem({
  problem,
  onTakeStored,
}: {
  readonly problem: ShownProblem | null;
  readonly onTakeStored: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  if (problem === null) return null;
  if (problem.code !== 'changed-meanwhile') return <ProblemMessage problem={{ ...problem, fields: [] }} />;
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('meanwhile.title')}</MessageBarTitle>
        <p className={styles.text}>{t('meanwhile.detail')}</p>
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onTakeStored}>{t('meanwhile.takeStored')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

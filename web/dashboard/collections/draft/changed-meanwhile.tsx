import { Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/values.tsx';
import type { Collection } from '../definition.ts';
import { type Draft, rebaseDraft } from './draft.ts';

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalL },
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  text: { margin: `${tokens.spacingVerticalXS} 0` },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Somebody else saved the collection while it was changed here: nobody's work is lost without being asked. */
export function ChangedMeanwhile({
  draft,
  saved,
  onKeep,
  onDiscard,
}: {
  readonly draft: Draft;
  readonly saved: Collection;
  readonly onKeep: (draft: Draft) => void;
  readonly onDiscard: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  const rebased = rebaseDraft(draft, saved);
  const clashes = list(rebased.clashes.map((part) => t(`part.${part}`)));
  return (
    <MessageBar className={styles.bar} intent="warning" layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('meanwhile.title')}</MessageBarTitle>
        <p className={styles.text}>
          {rebased.clashes.length === 0 ? t('meanwhile.apart') : t('meanwhile.clash', { parts: clashes })}
        </p>
        <div className={styles.buttons}>
          <Button appearance="primary" onClick={() => onKeep(rebased.draft)}>
            {t('meanwhile.keep')}
          </Button>
          <Button onClick={onDiscard}>{t('meanwhile.discard')}</Button>
        </div>
      </MessageBarBody>
    </MessageBar>
  );
}

import { Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/values.tsx';
import { rebase, type SyncForm } from '../form/sync-form.ts';

const useStyles = makeStyles({
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  text: { margin: `${tokens.spacingVerticalXS} 0` },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Somebody else saved the sync while it was changed here: nobody's work is lost without being asked. */
export function ChangedMeanwhile({
  base,
  mine,
  theirs,
  onGoOn,
}: {
  readonly base: SyncForm;
  readonly mine: SyncForm;
  readonly theirs: SyncForm;
  readonly onGoOn: (form: SyncForm) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { list } = useFormats();
  const { form, clashes } = rebase(base, mine, theirs);
  const parts = list(clashes.map((part) => t(`form.part.${part}`)));
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('save.meanwhileTitle')}</MessageBarTitle>
        <p className={styles.text}>
          {clashes.length === 0 ? t('save.meanwhileApart') : t('save.meanwhileClash', { parts })}
        </p>
        <div className={styles.buttons}>
          <Button appearance="primary" onClick={() => onGoOn(form)}>
            {t('save.keep')}
          </Button>
          <Button onClick={() => onGoOn(theirs)}>{t('save.load')}</Button>
        </div>
      </MessageBarBody>
    </MessageBar>
  );
}

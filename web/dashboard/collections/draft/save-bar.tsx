import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useFormats } from '../../../ui/values.tsx';
import { changedParts, type Draft } from './draft.ts';

const SaveDialog = lazy(async () => ({ default: (await import('./save-dialog.tsx')).SaveDialog }));

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: tokens.spacingVerticalL,
    zIndex: 5,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalXXL,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
  },
  text: { margin: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Stays in sight while something is not saved yet. */
export function SaveBar({
  draft,
  onSaved,
  onDiscard,
}: {
  readonly draft: Draft;
  readonly onSaved: () => void;
  readonly onDiscard: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  const [asks, setAsks] = useState<'save' | 'discard' | null>(null);
  const parts = list(changedParts(draft.base, draft.current).map((part) => t(`part.${part}`)));
  return (
    <section className={styles.bar} aria-label={t('save.bar')}>
      <p className={styles.text} role="status">
        <strong>{t('save.unsaved')}</strong> {parts}
      </p>
      <div className={styles.buttons}>
        <Button onClick={() => setAsks('discard')}>{t('save.discard')}</Button>
        <Button appearance="primary" onClick={() => setAsks('save')}>
          {t('save.check')}
        </Button>
      </div>
      <ConfirmDialog
        open={asks === 'discard'}
        title={t('save.discardTitle')}
        confirm={t('save.discard')}
        danger
        onConfirm={onDiscard}
        onClose={() => setAsks(null)}
      >
        {t('save.discardText', { parts })}
      </ConfirmDialog>
      {asks === 'save' && (
        <Suspense>
          <SaveDialog draft={draft} onSaved={onSaved} onClose={() => setAsks(null)} />
        </Suspense>
      )}
    </section>
  );
}

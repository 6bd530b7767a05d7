import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useFormats } from '../../../ui/values.tsx';
import type { FormPart } from '../form/sync-form.ts';

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
  text: { margin: 0, minWidth: 0 },
  fault: { color: tokens.colorStatusDangerForeground1 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Stays in sight while something is not saved yet. */
export function EditBar({
  changed,
  isFaulty,
  onDiscard,
  onSave,
}: {
  readonly changed: readonly FormPart[];
  readonly isFaulty: boolean;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { list } = useFormats();
  const [asks, setAsks] = useState(false);
  return (
    <section className={styles.bar} aria-label={t('form.bar')}>
      <p className={styles.text} role="status">
        <strong>{t('form.unsaved')}</strong> {list([...new Set(changed.map((part) => t(`form.part.${part}`)))])}
        {isFaulty && (
          <>
            {' '}
            <span className={styles.fault}>{t('form.faulty')}</span>
          </>
        )}
      </p>
      <div className={styles.buttons}>
        <Button onClick={() => setAsks(true)}>{t('form.discard')}</Button>
        <Button appearance="primary" onClick={onSave}>
          {t('form.save')}
        </Button>
      </div>
      <ConfirmDialog
        open={asks}
        title={t('form.discardTitle')}
        confirm={t('form.discard')}
        danger
        onClose={() => setAsks(false)}
        onConfirm={() => {
          setAsks(false);
          onDiscard();
        }}
      >
        {t('form.discardText')}
      </ConfirmDialog>
    </section>
  );
}

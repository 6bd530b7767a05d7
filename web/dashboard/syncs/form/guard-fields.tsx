import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowResetRegular } from '@fluentui/react-icons/svg/arrow-reset';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';
import type { Guards } from '../definition.ts';
import { useSyncForm } from './form-context.ts';
import { NumberField } from './number-field.tsx';
import { usualGuards } from './sync-form.ts';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '72ch', color: tokens.colorNeutralForeground2 },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXL, alignItems: 'start' },
  reset: { alignSelf: 'flex-start' },
});

/** 0.2 as people write it: 20. */
const percentOf = (share: number) => (Number.isNaN(share) ? share : Math.round(share * 10_000) / 100);
const shareOf = (percent: number) => (Number.isNaN(percent) ? percent : Math.round(percent * 100) / 10_000);

/** What a run does to folders and the audience without asking. */
export function GuardFields() {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { form, change, faultAt, isReadOnly } = useSyncForm();
  const { guards } = form;
  const number = (key: keyof Guards, label: string, isShare = false) => (
    <NumberField
      label={label}
      value={isShare ? percentOf(guards[key]) : guards[key]}
      {...(isShare ? { unit: '%' } : {})}
      onChange={(value) => change('guards', { ...guards, [key]: isShare ? shareOf(value) : value })}
      fault={faultAt(`guards.${key}`)}
      disabled={isReadOnly}
    />
  );
  return (
    <Stack gap="l">
      <p className={styles.lead}>{t('guard.lead')}</p>
      <Stack gap="s">
        <h3 className={styles.title}>{t('guard.deletes')}</h3>
        <p className={styles.lead}>{t('guard.deletesText')}</p>
        <div className={styles.row}>
          {number('maxDeleteShare', t('guard.share'), true)}
          {number('freeDeletes', t('guard.free'))}
          {number('maxDeletes', t('guard.most'))}
        </div>
      </Stack>
      <Stack gap="s">
        <h3 className={styles.title}>{t('guard.leavers')}</h3>
        <p className={styles.lead}>{t('guard.leaversText')}</p>
        <div className={styles.row}>
          {number('maxLeaverShare', t('guard.share'), true)}
          {number('freeLeavers', t('guard.free'))}
        </div>
      </Stack>
      <p className={styles.lead}>{t('guard.ofList')}</p>
      {!isReadOnly && (
        <Button
          className={styles.reset}
          appearance="subtle"
          icon={<ArrowResetRegular />}
          onClick={() => change('guards', usualGuards)}
        >
          {t('guard.reset')}
        </Button>
      )}
    </Stack>
  );
}

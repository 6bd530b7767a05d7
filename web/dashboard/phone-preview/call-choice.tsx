import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { PhoneVibrateRegular } from '@fluentui/react-icons/svg/phone-vibrate';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../../ui/segmented.tsx';
import type { CardNumber } from './preview.ts';
import { useNumberLabel } from './use-number-label.ts';

const useStyles = makeStyles({
  choice: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '40px',
  },
  label: { color: tokens.colorNeutralForeground2 },
});

export function numberId({ field, value }: CardNumber): string {
  return `${field} ${value}`;
}

/** Which of a person's numbers calls. */
export function CallChoice({
  numbers,
  chosen,
  onChoose,
  onRing,
}: {
  readonly numbers: readonly CardNumber[];
  readonly chosen: CardNumber | null;
  readonly onChoose: (id: string) => void;
  readonly onRing: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  const labelOf = useNumberLabel();
  return (
    <div className={styles.choice}>
      <span className={styles.label}>{chosen === null ? t('noNumber') : t('callsFrom')}</span>
      {chosen !== null && (
        <Segmented
          label={t('callsFrom')}
          chosen={numberId(chosen)}
          onChoose={onChoose}
          segments={numbers.map((number) => ({
            id: numberId(number),
            text: `${labelOf(number.field)} ${number.shown}`,
            ...(number.recognised ? {} : { icon: <WarningRegular /> }),
          }))}
        />
      )}
      {chosen !== null && (
        <Button appearance="subtle" icon={<PhoneVibrateRegular />} onClick={onRing}>
          {t('ring')}
        </Button>
      )}
    </div>
  );
}

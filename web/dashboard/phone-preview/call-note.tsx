import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { InfoFilled } from '@fluentui/react-icons/svg/info';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../ui/link-style.ts';
import { useTenant } from '../api/session.ts';
import type { CardNumber, Preview } from './preview.ts';

const useStyles = makeStyles({
  note: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    // Room for two lines: nothing moves when the next person has another note.
    minHeight: '40px',
    margin: 0,
    maxWidth: '100ch',
  },
  icon: { flexShrink: 0, fontSize: '20px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  info: { color: tokens.colorNeutralForeground2 },
});

const signs = { good: CheckmarkCircleFilled, warning: WarningFilled, info: InfoFilled } as const;

/** Whether a phone knows who calls from a number, and if not, why and what helps. */
export function CallNote({
  preview: { problems },
  number,
  collectionId,
}: {
  readonly preview: Preview;
  readonly number: CardNumber | null;
  readonly collectionId: string;
}) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  const link = useLinkStyle();
  const { tenantId } = useTenant();
  const problem = problems.find(({ field, code }) => field === number?.field && code.startsWith('phone-'))?.code;
  const kind = number === null ? 'info' : !number.recognised ? 'warning' : number.sharedWith > 0 ? 'info' : 'good';
  const Sign = signs[kind];
  return (
    <p className={styles.note} role="status">
      <Sign className={mergeClasses(styles.icon, styles[kind])} aria-hidden />
      <span>
        {number === null && t('note.nobodyCalls')}
        {number?.recognised && number.sharedWith === 0 && t('note.good')}
        {number?.recognised && number.sharedWith > 0 && t('note.shared', { count: number.sharedWith })}
        {number !== null && !number.recognised && (
          <>
            {t(
              problem === 'phone-extension-unknown'
                ? 'note.extension'
                : problem === 'phone-not-normalized'
                  ? 'note.noNumber'
                  : 'note.notInternational',
            )}{' '}
            <Link
              to="/t/$tenantId/collections/$collectionId/phones"
              params={{ tenantId, collectionId }}
              className={link}
            >
              {t('note.toRules')}
            </Link>
          </>
        )}
      </span>
    </p>
  );
}

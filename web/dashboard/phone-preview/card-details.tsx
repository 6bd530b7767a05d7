import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../ui/facts.tsx';
import { useLinkStyle } from '../../ui/link-style.ts';
import { Section } from '../../ui/section.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useTenant } from '../api/session.ts';
import { allFields } from '../fields/field-names.ts';
import { linesOf } from '../fields/field-value.ts';
import { useFieldLabel } from '../fields/use-field-label.ts';
import type { Preview, Sync } from './preview.ts';
import { ProblemList } from './problem-list.tsx';
import { useNumberLabel } from './use-number-label.ts';

const useStyles = makeStyles({
  sections: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(380px, 100%), 1fr))',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXXL,
  },
  number: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  text: { margin: `0 0 ${tokens.spacingVerticalL}`, color: tokens.colorNeutralForeground2 },
  lines: { whiteSpace: 'pre-wrap' },
});

/** Behind the picture: every number, what could not be done, and the fields as they are in the mailbox. */
export function CardDetails({ preview, sync }: { readonly preview: Preview; readonly sync: Sync }) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  const link = useLinkStyle();
  const numberLabel = useNumberLabel();
  const fieldLabel = useFieldLabel();
  const { tenantId } = useTenant();
  const { numbers, fields, folder, item, problems } = preview;
  const filled = allFields.filter((name) => linesOf(fields[name]).length > 0);
  return (
    <div className={styles.sections}>
      <Section title={t('numbers.title')}>
        {numbers.length === 0 && <p className={styles.text}>{t('numbers.none')}</p>}
        <Facts
          facts={numbers.map(({ field, value, shown, recognised, region, sharedWith }) => ({
            label: numberLabel(field),
            value: (
              <div>
                <div className={styles.number}>
                  {shown}
                  <StatusBadge tone={recognised ? 'good' : 'warning'}>
                    {recognised ? t('numbers.recognised') : t('numbers.notRecognised')}
                  </StatusBadge>
                </div>
                <div className={styles.quiet}>
                  {[
                    value === shown ? null : value,
                    region,
                    sharedWith > 0 ? t('numbers.shared', { count: sharedWith }) : null,
                  ]
                    .filter((text) => text !== null)
                    .join(' · ')}
                </div>
              </div>
            ),
          }))}
        />
        <ProblemList problems={problems} />
      </Section>
      <Section
        title={t('fields.title')}
        actions={
          <Link
            to="/t/$tenantId/collections/$collectionId/people"
            params={{ tenantId, collectionId: sync.collectionId }}
            search={{ item: item.itemId }}
            className={link}
          >
            {t('fields.origin')}
          </Link>
        }
      >
        <p className={styles.text}>{t('fields.where', { folder })}</p>
        <Facts
          facts={filled.map((name) => ({
            label: fieldLabel(name),
            value: <span className={styles.lines}>{linesOf(fields[name]).join('\n')}</span>,
          }))}
        />
      </Section>
    </div>
  );
}

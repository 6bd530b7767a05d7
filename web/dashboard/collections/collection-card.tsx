import { makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../src/api/contract/contract.ts';
import { Count, DateTime, useFormats } from '../../ui/values.tsx';
import { useTenant } from '../api/session.ts';
import type { Source, Summary } from './definition.ts';
import { mailboxesOf } from './draft/mailboxes-of.ts';
import { SourceIcon } from './sources/source-icon.tsx';

type SyncSummary = Api['listSyncs']['answer']['items'][number];

const useStyles = makeStyles({
  card: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-within': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    overflowWrap: 'anywhere',
  },
  link: {
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    outline: 'none',
    '::after': { content: '""', position: 'absolute', inset: 0 },
  },
  people: { display: 'flex', alignItems: 'baseline', gap: tokens.spacingHorizontalS },
  count: {
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  sources: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  source: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `2px ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: 'anywhere',
  },
  foot: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    marginTop: 'auto',
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    color: tokens.colorNeutralForeground2,
  },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

/** A list in a glance. */
export function CollectionCard({
  summary: { collectionId, items, readAt },
  sources,
  syncs,
}: {
  readonly summary: Summary;
  readonly sources: readonly Source[];
  readonly syncs: readonly SyncSummary[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  const { tenantId } = useTenant();
  const mailboxes = mailboxesOf(
    syncs,
    syncs.map(({ syncId }) => syncId),
  );
  return (
    <li className={styles.card}>
      <h2 className={styles.title}>
        <Link to="/t/$tenantId/collections/$collectionId" params={{ tenantId, collectionId }} className={styles.link}>
          {collectionId}
        </Link>
      </h2>
      <div className={styles.people}>
        <span className={styles.count}>
          <Count value={items} />
        </span>
        <span className={styles.quiet}>{t('peopleWord', { count: items })}</span>
      </div>
      <ul className={styles.sources} aria-label={t('tabs.sources')}>
        {sources.map(({ sourceId, kind }) => (
          <li key={sourceId} className={styles.source}>
            <SourceIcon kind={kind} />
            {sourceId}
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <span className={styles.line}>
          <ArrowSyncRegular aria-hidden />
          {syncs.length === 0
            ? t('facts.noSync')
            : `${list(syncs.map(({ name }) => name))} · ${t('inMailboxes', { count: mailboxes })}`}
        </span>
        <span>
          {readAt === null ? (
            t('neverRead')
          ) : (
            <>
              {t('read')} <DateTime instant={readAt} relative />
            </>
          )}
        </span>
      </div>
    </li>
  );
}

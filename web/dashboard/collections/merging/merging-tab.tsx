import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { moved } from '../../../ui/moved.ts';
import { Section } from '../../../ui/section.tsx';
import { SortableList } from '../../../ui/sortable-list.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useDraft } from '../draft/draft-context.tsx';
import { useSourceFields } from '../pickers/use-source-fields.ts';
import { SourceIcon } from '../sources/source-icon.tsx';
import { useSourceText } from '../sources/source-text.ts';
import { FieldRules } from './field-rules.tsx';
import { MatchKeys } from './match-keys.tsx';
import { MergedPerson } from './merged-person.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(460px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
  },
  lead: { margin: 0, color: tokens.colorNeutralForeground2 },
  source: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minHeight: '32px', minWidth: 0 },
  icon: { flexShrink: 0, fontSize: '20px', color: tokens.colorBrandForeground1 },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
});

/** How entries of the same person become one card. */
export function MergingTab() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { draft, sources, isReadOnly, change } = useDraft();
  const textOf = useSourceText();
  const { extras, filled } = useSourceFields(sources);
  return (
    <div className={styles.columns}>
      <Stack gap="l">
        <Section title={t('match.title')}>
          <MatchKeys extras={extras} filled={filled} />
        </Section>
        <Section title={t('priority.title')}>
          <Stack>
            <p className={styles.lead}>{sources.length > 1 ? t('priority.lead') : t('priority.one')}</p>
            <SortableList
              label={t('priority.title')}
              entries={sources}
              keyOf={({ sourceId }) => sourceId}
              nameOf={({ sourceId }) => sourceId}
              {...(isReadOnly
                ? {}
                : { onMove: (from: number, to: number) => change({ sourceIds: moved(draft.sourceIds, from, to) }) })}
            >
              {(source, index) => (
                <div className={styles.source}>
                  <span>{index + 1}.</span>
                  <SourceIcon kind={source.kind} className={styles.icon} />
                  <span>
                    <div>{source.sourceId}</div>
                    <div className={styles.note}>{textOf(source)}</div>
                  </span>
                </div>
              )}
            </SortableList>
          </Stack>
        </Section>
        {(sources.length > 1 || Object.keys(draft.merge.fields).length > 0) && (
          <Section title={t('merge.title')}>
            <FieldRules />
          </Section>
        )}
      </Stack>
      <MergedPerson />
    </div>
  );
}

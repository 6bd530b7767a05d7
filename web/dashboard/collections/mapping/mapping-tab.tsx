import { Avatar, MessageBar, MessageBarBody, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../../src/api/contract/contract.ts';
import { narrow } from '../../../ui/media-query.ts';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { fieldGroups, fieldsByGroup } from '../../fields/field-names.ts';
import { linesOf } from '../../fields/field-value.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { PersonPicker } from '../pickers/person-picker.tsx';
import { usePerson } from '../pickers/use-person.ts';
import { useSourceFields } from '../pickers/use-source-fields.ts';
import { useDebounced } from '../use-debounced.ts';
import { useLastData } from '../use-last-data.ts';
import { MappingRow } from './mapping-row.tsx';
import { completeRules, ruleFor, withRule } from './rules.ts';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    top: '56px',
    zIndex: 4,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    [`@media ${narrow}`]: { position: 'static' },
  },
  person: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, flex: '1 1 320px', minWidth: 0 },
  lead: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
  rows: { margin: 0, padding: 0, listStyle: 'none' },
});

const nothing: Api['previewMapping']['answer'] = {
  source: {},
  extra: {},
  before: {},
  after: {},
  changed: [],
  problems: [],
};

/** What goes into each field of a card, shown on a person before and after. */
export function MappingTab() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { t: tFields } = useTranslation('fields');
  const { tenantId } = useTenant();
  const { draft, saved, sources, isReadOnly, change } = useDraft();
  const { collectionId, mapping } = draft;
  const { person, choose, error } = usePerson(collectionId);
  const { extras, filled } = useSourceFields(sources);
  const [showsAll, setShowsAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const tried = useDebounced({ ...mapping, fields: completeRules(mapping.fields) });
  const preview = useApi(
    'previewMapping',
    { params: { tenantId }, body: { collectionId, itemId: person?.itemId ?? '', mapping: tried } },
    { enabled: person !== null },
  );
  const { source, extra, before, after, changed, problems } = useLastData(preview.data) ?? nothing;
  const faults = preview.error?.fields ?? [];
  const faultOf = (name: string) => faults.find(({ path }) => path === `body.mapping.fields.${name}`)?.message ?? null;
  const otherFaults = faults.filter(({ path }) => !path.startsWith('body.mapping.fields.'));
  const isShown = (name: keyof typeof mapping.fields) =>
    showsAll ||
    open === name ||
    mapping.fields[name] !== undefined ||
    saved.mapping.fields[name] !== undefined ||
    [source[name], before[name], after[name]].some((value) => linesOf(value).length > 0);

  return (
    <Stack gap="l">
      <p className={styles.lead}>{t('mapping.lead')}</p>
      <div className={styles.bar}>
        <div className={styles.person}>
          <Avatar name={person?.displayName ?? ''} idForColor={person?.itemId} color="colorful" aria-hidden />
          <PersonPicker label={t('mapping.person')} collectionId={collectionId} person={person} onChange={choose} />
        </div>
        <Switch label={t('mapping.showAll')} checked={showsAll} onChange={(_, { checked }) => setShowsAll(checked)} />
        <span role="status">{t('mapping.changed', { count: changed.length })}</span>
      </div>
      {error && <ProblemMessage problem={error} />}
      {preview.error && (faults.length === 0 || otherFaults.length > 0) && (
        <ProblemMessage problem={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {person === null && !error && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('mapping.nobody')}</MessageBarBody>
        </MessageBar>
      )}
      {fieldGroups.map((group) => {
        const names = fieldsByGroup[group].filter(isShown);
        if (names.length === 0) return null;
        return (
          <Section key={group} title={tFields(`group.${group}`)}>
            <ul className={styles.rows}>
              {names.map((name) => (
                <MappingRow
                  key={name}
                  field={name}
                  rule={ruleFor(mapping.fields, name)}
                  before={linesOf(before[name])}
                  after={linesOf(after[name])}
                  isChanged={changed.includes(name)}
                  isOpen={open === name}
                  isReadOnly={isReadOnly}
                  fault={faultOf(name)}
                  problems={problems.filter(({ field }) => field === name).map(({ code }) => code)}
                  extras={[...new Set([...extras, ...Object.keys(extra)])].sort()}
                  filled={filled}
                  onToggle={() => setOpen(open === name ? null : name)}
                  onChange={(rule) => change({ mapping: { ...mapping, fields: withRule(mapping.fields, name, rule) } })}
                />
              ))}
            </ul>
          </Section>
        );
      })}
    </Stack>
  );
}

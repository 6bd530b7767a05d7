import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons/svg/arrow-right';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { narrow } from '../../../ui/media-query.ts';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import type { FieldName } from '../../fields/field-names.ts';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import type { FieldRule } from '../definition.ts';
import type { FilledField } from '../pickers/use-source-fields.ts';
import { useProblemText } from './problem-text.ts';
import { RuleEditor } from './rule-editor.tsx';
import { useRuleWords } from './rule-words.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(140px, 0.9fr) minmax(0, 2fr) 40px',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    alignItems: 'center',
    paddingBlock: tokens.spacingVerticalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottom: 'none' },
    [`@media ${narrow}`]: { gridTemplateColumns: 'minmax(0, 1fr) 40px' },
  },
  label: { fontWeight: tokens.fontWeightSemibold },
  rule: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  values: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minWidth: 0,
    [`@media ${narrow}`]: { gridColumn: '1 / -1', gridRow: 2 },
  },
  value: { minWidth: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', margin: 0, textDecorationLine: 'none' },
  before: { color: tokens.colorNeutralForeground3, textDecorationLine: 'line-through' },
  after: { fontWeight: tokens.fontWeightSemibold },
  none: { color: tokens.colorNeutralForeground3 },
  arrow: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  edit: { [`@media ${narrow}`]: { gridColumn: 2, gridRow: 1 } },
  editor: {
    gridColumn: '1 / -1',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  problem: { gridColumn: '1 / -1', color: tokens.colorStatusWarningForeground1 },
});

/** One field of the cards: its rule, and what becomes of the chosen person's value. */
export function MappingRow({
  field,
  rule,
  before,
  after,
  isChanged,
  isOpen,
  isReadOnly,
  fault,
  problems,
  extras,
  filled,
  onToggle,
  onChange,
}: {
  readonly field: FieldName;
  readonly rule: FieldRule;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly isChanged: boolean;
  readonly isOpen: boolean;
  readonly isReadOnly: boolean;
  /** What the server doesn't take of the rule. */
  readonly fault: string | null;
  /** Codes of what could not be mapped. */
  readonly problems: readonly string[];
  readonly extras: readonly string[];
  readonly filled: ReadonlyMap<string, FilledField>;
  readonly onToggle: () => void;
  readonly onChange: (rule: FieldRule) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const labelOf = useFieldLabel();
  const wordsOf = useRuleWords();
  const problemText = useProblemText();
  const editorId = useId();
  const label = labelOf(field);
  return (
    <li className={styles.row}>
      <div>
        <div className={styles.label}>{label}</div>
        <div className={styles.rule}>{wordsOf(rule)}</div>
      </div>
      <div className={styles.values}>
        {isChanged ? (
          <>
            <del className={mergeClasses(styles.value, styles.before)}>
              <span className={styles.hidden}>{t('mapping.before')}: </span>
              {before.length === 0 ? t('mapping.empty') : before.join('\n')}
            </del>
            <ArrowRightRegular className={styles.arrow} aria-hidden />
            <ins className={mergeClasses(styles.value, styles.after)}>
              <span className={styles.hidden}>{t('mapping.after')}: </span>
              {after.length === 0 ? t('mapping.empty') : after.join('\n')}
            </ins>
            <StatusBadge tone="info">{t('mapping.isChanged')}</StatusBadge>
          </>
        ) : after.length === 0 ? (
          <span className={styles.none}>{t('mapping.empty')}</span>
        ) : (
          <span className={styles.value}>{after.join('\n')}</span>
        )}
      </div>
      {!isReadOnly && (
        <Button
          className={styles.edit}
          appearance="subtle"
          icon={isOpen ? <ChevronDownRegular /> : <EditRegular />}
          aria-label={t(isOpen ? 'mapping.close' : 'mapping.edit', { field: label })}
          aria-expanded={isOpen}
          aria-controls={editorId}
          onClick={onToggle}
        />
      )}
      {problems.map((code) => (
        <div key={code} className={styles.problem}>
          {problemText(code)}
        </div>
      ))}
      {isOpen && !isReadOnly && (
        <div id={editorId} className={styles.editor}>
          <RuleEditor field={field} rule={rule} fault={fault} extras={extras} filled={filled} onChange={onChange} />
        </div>
      )}
      {!isOpen && fault !== null && <div className={styles.problem}>{fault}</div>}
    </li>
  );
}

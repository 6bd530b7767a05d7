import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { useId, useState } from 'react';
import { narrow } from '../../ui/media-query.ts';
import type { Operation } from './openapi.ts';
import { OperationDetails } from './operation-details.tsx';

const useStyles = makeStyles({
  item: { ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` } },
  head: {
    display: 'grid',
    gridTemplateColumns: '72px minmax(0, 1fr) 20px',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    width: '100%',
    minHeight: '56px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    border: 'none',
    borderRadius: tokens.borderRadiusXLarge,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    [`@media ${narrow}`]: { gridTemplateColumns: '56px minmax(0, 1fr) 20px', paddingInline: tokens.spacingHorizontalM },
  },
  method: {
    padding: '2px 0',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase100,
    fontWeight: tokens.fontWeightBold,
    textAlign: 'center',
  },
  changes: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  removes: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
  path: {
    display: 'block',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  summary: { display: 'block', color: tokens.colorNeutralForeground2 },
  chevron: { fontSize: '16px', color: tokens.colorNeutralForeground3 },
  open: { rotate: '180deg' },
  body: { padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXL}` },
});

/** One operation: its details are made when they are opened. */
export function OperationItem({ operation }: { readonly operation: Operation }) {
  const styles = useStyles();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const { method, path, summary } = operation;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <span
          className={mergeClasses(
            styles.method,
            method !== 'GET' && (method === 'DELETE' ? styles.removes : styles.changes),
          )}
        >
          {method}
        </span>
        <span>
          <span className={styles.path}>{path}</span>
          <span className={styles.summary}>{summary}</span>
        </span>
        <ChevronDownRegular className={mergeClasses(styles.chevron, isOpen && styles.open)} aria-hidden />
      </button>
      {isOpen && (
        <div id={id} className={styles.body}>
          <OperationDetails operation={operation} />
        </div>
      )}
    </li>
  );
}

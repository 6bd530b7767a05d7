import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Api } from '../../../../src/api/contract/contract.ts';

type Block = Api['getDocument']['answer']['blocks'][number];

const useStyles = makeStyles({
  heading: { margin: `${tokens.spacingVerticalXXXL} 0 ${tokens.spacingVerticalS}` },
  second: { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  third: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  text: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    lineHeight: '1.6',
    whiteSpace: 'pre-line',
    overflowWrap: 'anywhere',
  },
  list: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    paddingInlineStart: tokens.spacingHorizontalXXL,
    lineHeight: '1.6',
  },
  scroller: {
    overflowX: 'auto',
    margin: `0 0 ${tokens.spacingVerticalL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  table: { width: '100%', borderCollapse: 'collapse' },
  cell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    textAlign: 'start',
    verticalAlign: 'top',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
});

/** Headings, paragraphs, lists and tables of a document. */
export function DocumentBlocks({ blocks }: { readonly blocks: readonly Block[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a document doesn't change while it is shown
  return blocks.map((block, place) => <DocumentBlock key={`${place} ${block.kind}`} block={block} />);
}

function DocumentBlock({ block }: { readonly block: Block }) {
  const styles = useStyles();
  switch (block.kind) {
    case 'heading':
      return block.level <= 2 ? (
        <h2 className={mergeClasses(styles.heading, styles.second)}>{block.text}</h2>
      ) : (
        <h3 className={mergeClasses(styles.heading, styles.third)}>{block.text}</h3>
      );
    case 'paragraph':
      return <p className={styles.text}>{block.text}</p>;
    case 'list':
      return (
        <ul className={styles.list}>
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section className={styles.scroller} tabIndex={0} aria-label={block.header.join(', ')}>
          <table className={styles.table}>
            <thead>
              <tr>
                {block.header.map((head) => (
                  <th key={head} scope="col" className={styles.cell}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row) => (
                <tr key={row.join('|')}>
                  {row.map((cell, at) => (
                    <td key={`${block.header[at]} ${cell}`} className={styles.cell}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      );
  }
}

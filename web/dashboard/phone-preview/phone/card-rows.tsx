import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { GlobeRegular } from '@fluentui/react-icons/svg/globe';
import { LocationRegular } from '@fluentui/react-icons/svg/location';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import { NoteRegular } from '@fluentui/react-icons/svg/note';
import type { PhoneLook } from './phone-look.ts';

export interface ShownRow {
  readonly id: string;
  readonly kind: 'phone' | 'mail' | 'address' | 'link' | 'text';
  readonly label: string;
  readonly lines: readonly string[];
}

const icons = {
  phone: CallRegular,
  mail: MailRegular,
  address: LocationRegular,
  link: GlobeRegular,
  text: NoteRegular,
} as const;

const useStyles = makeStyles({
  list: { margin: 0, display: 'flex', flexDirection: 'column', gap: '10px' },
  plainList: { gap: 0 },
  row: {
    display: 'grid',
    padding: '9px 14px',
    borderRadius: '12px',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  plainRow: {
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: '18px',
    alignItems: 'center',
    padding: '8px 22px',
    borderRadius: 0,
  },
  icon: { display: 'grid', gridRow: '1 / 3', fontSize: '20px', color: tokens.colorNeutralForeground3 },
  label: { fontSize: '12px', lineHeight: '16px', color: tokens.colorNeutralForeground2 },
  plainLabel: { order: 1 },
  value: { margin: 0, fontSize: '15px', lineHeight: '20px', overflowWrap: 'anywhere' },
  opens: { color: tokens.colorBrandForeground1 },
});

/** Numbers, addresses and the rest of a card, each with its label. */
export function CardRows({ rows, design }: { readonly rows: readonly ShownRow[] } & Pick<PhoneLook, 'design'>) {
  const styles = useStyles();
  const isPlain = design === 'plain';
  return (
    <dl className={mergeClasses(styles.list, isPlain && styles.plainList)}>
      {rows.map(({ id, kind, label, lines }) => {
        const Icon = icons[kind];
        const opens = !isPlain && (kind === 'phone' || kind === 'mail' || kind === 'link');
        return (
          <div key={id} className={mergeClasses(styles.row, isPlain && styles.plainRow)}>
            {isPlain && (
              <span className={styles.icon} aria-hidden>
                <Icon />
              </span>
            )}
            <dt className={mergeClasses(styles.label, isPlain && styles.plainLabel)}>{label}</dt>
            <dd className={mergeClasses(styles.value, opens && styles.opens)}>
              {lines.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

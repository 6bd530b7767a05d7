import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CallFilled } from '@fluentui/react-icons/svg/call';
import { ChatFilled } from '@fluentui/react-icons/svg/chat';
import { MailFilled } from '@fluentui/react-icons/svg/mail';
import { VideoFilled } from '@fluentui/react-icons/svg/video';
import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import { cardRows, type Preview, shownName, textOf } from '../preview.ts';
import { useNumberLabel } from '../use-number-label.ts';
import { CardRows } from './card-rows.tsx';
import { PhoneAvatar } from './phone-avatar.tsx';
import type { PhoneLook } from './phone-look.ts';

const useStyles = makeStyles({
  screen: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: '58px 16px 40px',
    backgroundColor: tokens.colorNeutralBackground3,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  plain: { padding: '52px 0 36px', backgroundColor: tokens.colorNeutralBackground1 },
  head: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    padding: '0 8px',
  },
  name: {
    marginTop: '12px',
    fontSize: '24px',
    lineHeight: '30px',
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  line: { color: tokens.colorNeutralForeground2, fontSize: '14px', lineHeight: '19px', overflowWrap: 'anywhere' },
  actions: {
    display: 'grid',
    gridTemplateColumns: 'repeat(4, 1fr)',
    gap: '8px',
    margin: '16px 0',
  },
  plainActions: { padding: '0 20px' },
  action: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '2px',
    padding: '8px 0',
    borderRadius: '12px',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForeground1,
    fontSize: '11px',
    '& svg': { fontSize: '20px' },
  },
  plainAction: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    borderRadius: '20px',
  },
});

/** A contact as the contacts app of a phone shows it. */
export function CardScreen({
  preview,
  photo,
  design,
}: {
  readonly preview: Preview;
  readonly photo: string | null;
} & Pick<PhoneLook, 'design'>) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  const numberLabel = useNumberLabel();
  const fieldLabel = useFieldLabel();
  const isPlain = design === 'plain';
  const name = shownName(preview);
  const company = textOf(preview, 'companyName');
  const place = [textOf(preview, 'department'), company === name ? '' : company].filter((text) => text !== '');
  const work = [textOf(preview, 'jobTitle'), place.join(' · ')];
  const rows = [
    ...preview.numbers.map(({ field, value, shown }) => ({
      id: `${field} ${value}`,
      kind: 'phone' as const,
      label: numberLabel(field),
      lines: [shown],
    })),
    ...cardRows(preview).map(({ field, kind, lines }) => ({
      id: `${field} ${lines.join(' ')}`,
      kind,
      label: field === 'emailAddresses' ? t('label.mail') : fieldLabel(field),
      lines,
    })),
  ];
  const actions = [
    { name: t('action.message'), Icon: ChatFilled },
    { name: t('action.call'), Icon: CallFilled },
    { name: t('action.video'), Icon: VideoFilled },
    { name: t('action.mail'), Icon: MailFilled },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={mergeClasses(styles.screen, isPlain && styles.plain)} aria-label={t('view.card')} tabIndex={0}>
      <div className={styles.head}>
        <PhoneAvatar name={name} itemId={preview.item.itemId} photo={photo} size={96} />
        <div className={styles.name}>{name}</div>
        {work
          .filter((text) => text !== '')
          .map((text) => (
            <div key={text} className={styles.line}>
              {text}
            </div>
          ))}
      </div>
      <div className={mergeClasses(styles.actions, isPlain && styles.plainActions)} aria-hidden>
        {actions.map(({ name: action, Icon }) => (
          <span key={action} className={mergeClasses(styles.action, isPlain && styles.plainAction)}>
            <Icon />
            {action}
          </span>
        ))}
      </div>
      <CardRows rows={rows} design={design} />
    </section>
  );
}

import { Avatar, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { type CardNumber, type Preview, shownName, textOf, unknownCaller } from '../preview.ts';
import { useNumberLabel } from '../use-number-label.ts';
import { CallButtons } from './call-buttons.tsx';
import { PhoneAvatar } from './phone-avatar.tsx';
import type { PhoneLook } from './phone-look.ts';

const useStyles = makeStyles({
  screen: {
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    minHeight: 0,
    padding: '66px 24px 36px',
    textAlign: 'center',
    background: `linear-gradient(168deg, ${tokens.colorBrandBackground2Pressed}, ${tokens.colorBrandBackground2} 42%, ${tokens.colorNeutralBackground1})`,
  },
  plain: { padding: '58px 20px 36px', background: tokens.colorNeutralBackground3 },
  kind: { fontSize: '15px', lineHeight: '20px', color: tokens.colorNeutralForeground2 },
  name: {
    marginTop: '6px',
    fontSize: '30px',
    lineHeight: '36px',
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
  },
  plainName: { fontWeight: tokens.fontWeightRegular },
  line: {
    maxWidth: '100%',
    fontSize: '15px',
    lineHeight: '20px',
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  work: { marginTop: '6px' },
  middle: { flexGrow: 1, display: 'grid', placeItems: 'center', minHeight: 0 },
  ringing: { position: 'relative', display: 'grid', placeItems: 'center' },
  wave: {
    position: 'absolute',
    inset: 0,
    borderRadius: tokens.borderRadiusCircular,
    border: `2px solid ${tokens.colorCompoundBrandStroke}`,
    opacity: 0,
    animationName: { from: { transform: 'scale(1)', opacity: 0.6 }, to: { transform: 'scale(1.55)', opacity: 0 } },
    animationDuration: '1.5s',
    // Ends by itself within five seconds.
    animationIterationCount: 3,
    animationTimingFunction: tokens.curveDecelerateMid,
  },
  later: { animationDelay: '0.35s' },
});

/** A call that comes in: from whom the phone says it is. */
export function CallScreen({
  preview,
  number,
  photo,
  design,
}: {
  readonly preview: Preview;
  readonly number: CardNumber;
  readonly photo: string | null;
} & Pick<PhoneLook, 'design'>) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  const labelOf = useNumberLabel();
  const { recognised, shown, region } = number;
  const isPlain = design === 'plain';
  const name = shownName(preview);
  const job = textOf(preview, 'jobTitle');
  const company = textOf(preview, 'companyName');
  const below = unknownCaller(number) === null ? null : t('call.unknown');
  const kind = recognised ? [labelOf(number.field), region] : [region];

  const who = (
    <>
      <div className={styles.kind}>{isPlain ? t('call.incoming') : kind.filter((text) => text).join(' · ')}</div>
      <div className={mergeClasses(styles.name, isPlain && styles.plainName)}>
        {recognised ? name : (unknownCaller(number) ?? t('call.unknown'))}
      </div>
      {isPlain && <div className={styles.line}>{recognised ? `${labelOf(number.field)} ${shown}` : below}</div>}
      {!recognised && !isPlain && <div className={styles.line}>{below}</div>}
      {recognised && job !== '' && <div className={mergeClasses(styles.line, styles.work)}>{job}</div>}
      {recognised && company !== '' && company !== name && <div className={styles.line}>{company}</div>}
    </>
  );
  return (
    <div className={mergeClasses(styles.screen, isPlain && styles.plain)}>
      {who}
      <div className={styles.middle}>
        <div className={styles.ringing}>
          <span className={styles.wave} aria-hidden />
          <span className={mergeClasses(styles.wave, styles.later)} aria-hidden />
          {recognised ? (
            <PhoneAvatar name={name} itemId={preview.item.itemId} photo={photo} size={128} />
          ) : (
            <Avatar size={128} aria-hidden />
          )}
        </div>
      </div>
      <CallButtons design={design} />
    </div>
  );
}

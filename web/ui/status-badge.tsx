import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle';
import { InfoFilled } from '@fluentui/react-icons/svg/info';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';

export type Tone = 'good' | 'working' | 'info' | 'warning' | 'bad' | 'quiet';

const icons = {
  good: CheckmarkCircleFilled,
  working: ClockRegular,
  info: InfoFilled,
  warning: WarningFilled,
  bad: ErrorCircleFilled,
  quiet: CircleRegular,
} as const;

const useStyles = makeStyles({
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `1px ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
  },
  icon: { flexShrink: 0, fontSize: '14px' },
  good: { backgroundColor: tokens.colorStatusSuccessBackground1, color: tokens.colorStatusSuccessForeground1 },
  working: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  info: { backgroundColor: tokens.colorNeutralBackground5, color: tokens.colorNeutralForeground2 },
  warning: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground1 },
  bad: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
  quiet: { backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground2 },
});

/** A state in a word: its colour and its sign say the same. */
export function StatusBadge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  const styles = useStyles();
  const Icon = icons[tone];
  return (
    <span className={mergeClasses(styles.badge, styles[tone])}>
      <Icon className={styles.icon} aria-hidden />
      {children}
    </span>
  );
}

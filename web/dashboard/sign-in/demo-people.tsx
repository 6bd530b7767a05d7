import { makeStyles, tokens } from '@fluentui/react-components';
import { BuildingMultipleRegular } from '@fluentui/react-icons/svg/building-multiple';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { PersonStarRegular } from '@fluentui/react-icons/svg/person-star';
import { RocketRegular } from '@fluentui/react-icons/svg/rocket';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.tsx';
import type { Session } from '../api/session.ts';

type DemoPerson = NonNullable<Session['demo']>['signInAs'][number];

const signs = {
  admin: PersonStarRegular,
  'new-tenant-admin': RocketRegular,
  partner: BuildingMultipleRegular,
  user: PersonRegular,
} as const;

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: { listStyle: 'none', margin: `${tokens.spacingVerticalM} 0 0`, padding: 0 },
  person: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  sign: { fontSize: '24px', color: tokens.colorBrandForeground1 },
  name: { fontWeight: tokens.fontWeightSemibold },
  userName: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
});

/** Whom the demo knows, and what each of them shows. */
export function DemoPeople({ people }: { readonly people: readonly DemoPerson[] }) {
  const styles = useStyles();
  const { t } = useTranslation('sign-in');
  return (
    <Section title={t('demo.title')}>
      <p className={styles.text}>{t('demo.text')}</p>
      <ul className={styles.list}>
        {people.map(({ userName, says }) => {
          const Sign = signs[says];
          return (
            <li key={userName} className={styles.person}>
              <Sign className={styles.sign} aria-hidden />
              <div>
                <div className={styles.name}>{t(`demo.${says}.title`)}</div>
                <div>{t(`demo.${says}.text`)}</div>
                <div className={styles.userName}>{userName}</div>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

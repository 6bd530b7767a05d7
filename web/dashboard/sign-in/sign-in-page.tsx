import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useButtonLinkStyle } from '../../ui/button-link-style.ts';
import { useLinkStyle } from '../../ui/link-style.ts';
import { narrow } from '../../ui/media-query.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useSession } from '../api/session.ts';
import { changeLanguage, useLanguage } from '../i18n/i18n.ts';
import { DemoPeople } from './demo-people.tsx';
import { startUrl } from './sign-in-error.ts';

const route = getRouteApi('/public/sign-in');
const promises = ['own', 'password', 'undo'] as const;

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXL,
    maxWidth: '520px',
    margin: '24px auto 0',
    [`@media ${narrow}`]: { marginTop: 0 },
  },
  card: {
    padding: '40px',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
    [`@media ${narrow}`]: { padding: tokens.spacingHorizontalXL },
  },
  button: { display: 'grid', '& a': { minHeight: '48px', fontSize: tokens.fontSizeBase400 } },
  who: { margin: `0 0 ${tokens.spacingVerticalM}` },
  promises: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  promise: { display: 'flex', gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2 },
  sign: { flexShrink: 0, fontSize: '20px', color: tokens.colorStatusSuccessForeground1 },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalL,
  },
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  remedy: { margin: `${tokens.spacingVerticalXXS} 0 0` },
});

/** The door: what this is, and the one way in. */
export function SignInPage() {
  const styles = useStyles();
  const { t } = useTranslation('sign-in');
  const link = useLinkStyle();
  const button = useButtonLinkStyle();
  const language = useLanguage();
  const { person, demo } = useSession();
  const { return: returnTo, error } = route.useSearch();
  return (
    <div className={styles.page}>
      <section className={styles.card}>
        <PageHeader title={t('title')} lead={t('lead')} />
        <Stack gap="l">
          {error !== undefined && (
            <MessageBar intent={error === 'unavailable' ? 'error' : 'warning'} layout="multiline" role="alert">
              <MessageBarBody className={styles.body}>
                <MessageBarTitle>{t(`error.${error}.title`)}</MessageBarTitle>
                <p className={styles.remedy}>{t(`error.${error}.remedy`)}</p>
              </MessageBarBody>
            </MessageBar>
          )}
          <div>
            {person !== null && (
              <p className={styles.who}>
                {t('signedInAs', { name: person.displayName })}{' '}
                <Link to={returnTo ?? '/'} className={link}>
                  {t('goOn')}
                </Link>
              </p>
            )}
            <div className={styles.button}>
              <a href={startUrl(returnTo)} className={button}>
                {error === undefined ? t(person === null ? 'signIn' : 'signInOther') : t('again')}
              </a>
            </div>
          </div>
          <ul className={styles.promises}>
            {promises.map((promise) => (
              <li key={promise} className={styles.promise}>
                <CheckmarkCircleRegular className={styles.sign} aria-hidden />
                {t(`promise.${promise}`)}
              </li>
            ))}
          </ul>
        </Stack>
      </section>
      {demo !== null && demo.signInAs.length > 0 && <DemoPeople people={demo.signInAs} />}
      <div className={styles.foot}>
        <Link to="/data-privacy-policy" className={link}>
          {t('policy')}
        </Link>
        <Segmented
          label={t('language')}
          chosen={language}
          onChoose={(chosen) => void changeLanguage(chosen)}
          segments={[
            { id: 'en', text: 'English' },
            { id: 'de', text: 'Deutsch' },
          ]}
        />
      </div>
    </div>
  );
}

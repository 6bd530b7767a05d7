import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { OptionsRegular } from '@fluentui/react-icons/svg/options';
import { PersonCircleRegular } from '@fluentui/react-icons/svg/person-circle';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../api/api.ts';
import { sessionQuery, useSession } from '../api/session.ts';
import { changeLanguage, useLanguage } from '../i18n/i18n.ts';
import { isLanguage, type Language, languages } from '../i18n/language.ts';
import { appearances, useAppearance } from './appearance.tsx';

const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const useStyles = makeStyles({
  person: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, maxWidth: '260px' },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  userName: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
});

/** Language, appearance, and leaving: also for those who haven't signed in. */
export function AccountMenu() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { person } = useSession();
  const navigate = useNavigate();
  const language = useLanguage();
  const setLanguage = useSetLanguage();
  const { chosen, choose } = useAppearance();
  return (
    <Menu
      checkedValues={{ language: [language], theme: [chosen] }}
      onCheckedValueChange={(_, { name, checkedItems: [value] }) => {
        const appearance = appearances.find((one) => one === value);
        if (name === 'theme' && appearance) choose(appearance);
        if (name === 'language' && isLanguage(value)) void setLanguage(value);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="large"
          icon={person ? <PersonCircleRegular /> : <OptionsRegular />}
          aria-label={person ? t('account.label', { name: person.displayName }) : t('account.options')}
        />
      </MenuTrigger>
      <MenuPopover>
        {person && (
          <div className={styles.person}>
            <div className={styles.name}>{person.displayName}</div>
            <div className={styles.userName}>{person.userName}</div>
          </div>
        )}
        <MenuList>
          {person && <MenuDivider />}
          <MenuGroup>
            <MenuGroupHeader>{t('account.language')}</MenuGroupHeader>
            {languages.map((one) => (
              <MenuItemRadio key={one} name="language" value={one} lang={one}>
                {languageNames[one]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuGroup>
            <MenuGroupHeader>{t('account.theme')}</MenuGroupHeader>
            {appearances.map((one) => (
              <MenuItemRadio key={one} name="theme" value={one}>
                {t(`account.${one}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem onClick={() => void navigate({ to: '/data-privacy-policy' })}>{t('account.policy')}</MenuItem>
          {person && <MenuItem onClick={() => void navigate({ to: '/reference' })}>{t('account.reference')}</MenuItem>}
          {person ? (
            <MenuItem onClick={() => void signOut()}>{t('account.signOut')}</MenuItem>
          ) : (
            <MenuItem onClick={() => void navigate({ to: '/sign-in' })}>{t('account.signIn')}</MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** Changes the language here, and for mail and other browsers where someone is signed in. */
function useSetLanguage(): (language: Language) => Promise<void> {
  const queryClient = useQueryClient();
  const session = useSession();
  return async (language) => {
    await changeLanguage(language);
    if (session.person === null) return;
    queryClient.setQueryData(sessionQuery.queryKey, { ...session, person: { ...session.person, language } });
    await call('setLanguage', { body: { language } });
  };
}

/** A whole new page, so that nothing of the person stays in memory. */
async function signOut(): Promise<void> {
  const { signInUrl } = await call('signOut', {});
  window.location.assign(signInUrl);
}

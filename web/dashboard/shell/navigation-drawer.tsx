import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from './logo.tsx';

const useStyles = makeStyles({
  drawer: { width: '288px', maxWidth: '85vw' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingBlock: tokens.spacingVerticalM,
  },
});

/** The navigation where there is no room beside the page. */
export function NavigationDrawer({
  onClose,
  children,
}: {
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <OverlayDrawer
      open
      className={styles.drawer}
      aria-label={t('nav.label')}
      onOpenChange={(_, { open }) => !open && onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          heading={{ as: 'div' }}
          action={
            <Button appearance="subtle" icon={<DismissRegular />} aria-label={t('nav.close')} onClick={onClose} />
          }
        >
          <Logo />
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>{children}</DrawerBody>
    </OverlayDrawer>
  );
}

import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { BuildingRegular } from '@fluentui/react-icons/svg/building';
import { ChevronUpDownRegular } from '@fluentui/react-icons/svg/chevron-up-down';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Membership } from '../api/session.ts';

/** More than these are found on the page of all tenants. */
const mostInMenu = 12;

const useStyles = makeStyles({
  button: {
    justifyContent: 'flex-start',
    width: '100%',
    minWidth: 0,
    minHeight: '40px',
    paddingInline: tokens.spacingHorizontalM,
    gap: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  name: {
    flexGrow: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    textAlign: 'start',
  },
  chevron: { flexShrink: 0, fontSize: '16px', color: tokens.colorNeutralForeground3 },
});

export function TenantSwitcher({
  current,
  memberships,
}: {
  readonly current: Membership;
  readonly memberships: readonly Membership[];
}) {
  const styles = useStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Menu
      checkedValues={{ tenant: [current.tenantId] }}
      onCheckedValueChange={(_, { checkedItems: [tenantId] }) => {
        if (tenantId !== undefined) void navigate({ to: '/t/$tenantId', params: { tenantId } });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          className={styles.button}
          icon={<BuildingRegular />}
          aria-label={t('tenant.switch', { name: current.name })}
        >
          <span className={styles.name}>{current.name}</span>
          <ChevronUpDownRegular className={styles.chevron} aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {memberships.slice(0, mostInMenu).map(({ tenantId, name }) => (
            <MenuItemRadio key={tenantId} name="tenant" value={tenantId}>
              {name}
            </MenuItemRadio>
          ))}
          <MenuDivider />
          <MenuItem onClick={() => void navigate({ to: '/tenants' })}>{t('tenant.all')}</MenuItem>
          <MenuItem onClick={() => void navigate({ to: '/new-tenant' })}>{t('tenant.new')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

import { lazy } from 'react';

/** Menus come after the page that they stand on: their code is a third of the frame's. */
export const AccountMenu = lazy(async () => ({ default: (await import('./account-menu.tsx')).AccountMenu }));
export const TenantSwitcher = lazy(async () => ({ default: (await import('./tenant-switcher.tsx')).TenantSwitcher }));

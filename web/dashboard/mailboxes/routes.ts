import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { tenantRoute } from '../router/layouts.tsx';
import { isMailboxFilter, type MailboxFilter } from './mailbox.ts';

const withAll = <Module>(module: Promise<Module>) => withTexts('mailboxes', withTexts('runs', module));

export const mailboxesRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'mailboxes',
    validateSearch: ({ state }): { readonly state?: MailboxFilter } => (isMailboxFilter(state) ? { state } : {}),
    component: lazyRouteComponent(() => withAll(import('./mailboxes-page.tsx')), 'MailboxesPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'mailboxes/$mailboxId',
    component: lazyRouteComponent(() => withAll(import('./mailbox-page.tsx')), 'MailboxPage'),
  }),
] as const;

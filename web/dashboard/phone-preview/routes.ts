import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { tenantRoute } from '../router/layouts.tsx';

const readId = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export const phonePreviewRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'phone-preview',
    validateSearch: (search: Record<string, unknown>): { readonly sync?: string; readonly item?: string } => {
      const sync = readId(search.sync);
      const item = readId(search.item);
      return { ...(sync === undefined ? {} : { sync }), ...(item === undefined ? {} : { item }) };
    },
    component: lazyRouteComponent(
      () => withTexts('phone-preview', withTexts('fields', import('./phone-preview-page.tsx'))),
      'PhonePreviewPage',
    ),
  }),
] as const;

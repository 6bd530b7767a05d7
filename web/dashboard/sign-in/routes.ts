import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { publicRoute } from '../router/layouts.tsx';
import { readSignInSearch } from './sign-in-error.ts';

export const signInRoutes = [
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/sign-in',
    validateSearch: readSignInSearch,
    component: lazyRouteComponent(() => withTexts('sign-in', import('./sign-in-page.tsx')), 'SignInPage'),
  }),
] as const;

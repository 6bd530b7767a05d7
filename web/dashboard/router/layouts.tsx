import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, notFound, Outlet, redirect } from '@tanstack/react-router';
import { TenantEvents } from '../api/events.tsx';
import { type Session, sessionQuery } from '../api/session.ts';
import { changeLanguage } from '../i18n/i18n.ts';
import { BareFrame } from '../shell/bare-frame.tsx';
import { FailedPage } from '../shell/failed-page.tsx';
import { rememberedTenant, rememberTenant } from '../shell/last-tenant.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { PublicFrame } from '../shell/public-frame.tsx';
import { SignedInFrame } from '../shell/signed-in-frame.tsx';
import { FirstTour } from '../tour/first-tour.tsx';

/** The parents that an area's routes hang below: `publicRoute`, `signedInRoute` or `tenantRoute`. */
export const rootRoute = createRootRouteWithContext<{ readonly queryClient: QueryClient }>()({
  beforeLoad: async ({ context }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session.person?.language) await changeLanguage(session.person.language);
    return { session };
  },
  errorComponent: (props) => (
    <BareFrame>
      <FailedPage {...props} />
    </BareFrame>
  ),
  notFoundComponent: () => (
    <SignedInFrame>
      <NotFoundPage />
    </SignedInFrame>
  ),
});

/** Pages for everyone. */
export const publicRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'public',
  component: () => (
    <PublicFrame>
      <Outlet />
    </PublicFrame>
  ),
});

function requirePerson(session: Session, href: string): void {
  if (session.person === null) throw redirect({ to: '/sign-in', search: href === '/' ? {} : { return: href } });
}

/** Pages of a person, outside of any tenant. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: ({ context, location }) => requirePerson(context.session, location.href),
  component: () => (
    <SignedInFrame>
      <Outlet />
    </SignedInFrame>
  ),
});

/** Pages of a tenant. One that the person is no member of is as if it didn't exist. */
export const tenantRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/t/$tenantId',
  beforeLoad: ({ context, location, params }) => {
    requirePerson(context.session, location.href);
    if (!context.session.memberships.some(({ tenantId }) => tenantId === params.tenantId)) throw notFound();
    rememberTenant(params.tenantId);
  },
  component: function TenantLayout() {
    const { tenantId } = tenantRoute.useParams();
    return (
      <TenantEvents key={tenantId} tenantId={tenantId}>
        <SignedInFrame>
          <Outlet />
        </SignedInFrame>
        <FirstTour />
      </TenantEvents>
    );
  },
});

/** `/` leads to where the person works. */
export const chooseRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: ({ context: { session } }) => {
    requirePerson(session, '/');
    const ids = session.memberships.map(({ tenantId }) => tenantId);
    const remembered = rememberedTenant();
    const tenantId = ids.length === 1 ? ids[0] : ids.find((id) => id === remembered);
    if (tenantId !== undefined) throw redirect({ to: '/t/$tenantId', params: { tenantId } });
    throw redirect({ to: ids.length === 0 ? '/new-tenant' : '/tenants' });
  },
});

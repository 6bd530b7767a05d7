import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useSession, useTenant } from '../api/session.ts';
import { withTexts } from '../i18n/i18n.ts';
import { tourWasSeen } from './tour-steps.ts';

const Tour = lazy(async () => ({ default: (await withTexts('tour', import('./tour.tsx'))).Tour }));

/** The tour, the first time that someone comes to the start of the demo's connected company in this browser. */
export function FirstTour() {
  const { demo } = useSession();
  const { tenantId, state, can } = useTenant();
  const isHome = useRouterState({
    select: ({ location }) => location.pathname.replace(/\/$/, '') === `/t/${tenantId}`,
  });
  const [hasBegun, setBegun] = useState(false);
  const [isOver, setOver] = useState(() => tourWasSeen(window.localStorage));
  if (isHome && !hasBegun) setBegun(true);
  if (isOver || !hasBegun || demo === null || state !== 'connected' || !can('read')) return null;
  return (
    <Suspense>
      <Tour onEnd={() => setOver(true)} />
    </Suspense>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useEffectEvent, useState } from 'react';
import { routes } from '../../../src/api/contract/routes.ts';
import type { RingbookEvent } from '../../../src/api/contract/syncs.ts';
import { urlOf } from './client.ts';
import { followEvents } from './event-stream.ts';

type Listener = (event: RingbookEvent) => void;

const Listeners = createContext<Set<Listener>>(new Set());

/** One event stream for everything that is shown of a tenant; what changed elsewhere is read again. */
export function TenantEvents({ tenantId, children }: { readonly tenantId: string; readonly children: ReactNode }) {
  const queryClient = useQueryClient();
  const [listeners] = useState(() => new Set<Listener>());
  useEffect(() => {
    listeners.add((event) => {
      const ended = event.kind === 'changed' || (event.kind === 'run' ? event.run.state : event.state) !== 'running';
      if (ended) void queryClient.invalidateQueries();
    });
    return followEvents(
      urlOf(routes.watchEvents.path, { tenantId }),
      (data) => {
        if (isEvent(data)) for (const listener of listeners) listener(data);
      },
      {
        open: (url) => new EventSource(url),
        later: (run, afterMs) => {
          const timer = window.setTimeout(run, afterMs);
          return () => window.clearTimeout(timer);
        },
      },
    );
  }, [tenantId, listeners, queryClient]);
  return <Listeners value={listeners}>{children}</Listeners>;
}

/** Calls back with each event of the tenant that is shown, e.g. to show how far a run is. */
export function useEvents(onEvent: Listener): void {
  const listeners = use(Listeners);
  const listen = useEffectEvent(onEvent);
  useEffect(() => {
    const listener: Listener = (event) => listen(event);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [listeners]);
}

function isEvent(data: unknown): data is RingbookEvent {
  return typeof data === 'object' && data !== null && 'kind' in data;
}

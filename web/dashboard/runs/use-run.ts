import { useState } from 'react';
import { useApi } from '../api/api.ts';
import { useEvents } from '../api/events.tsx';
import { useTenant } from '../api/session.ts';
import type { Progress } from './run.ts';

/** Where the event stream is cut off, the page still goes on. */
const askAgainMs = 5_000;

/** A run as it happens: what was read, overlaid by what events told since. */
export function useRun(runId: string) {
  const { tenantId } = useTenant();
  const [told, setTold] = useState<{ readonly runId: string; readonly progress: Progress } | null>(null);
  const [isRunning, setRunning] = useState(true);
  const query = useApi('getRun', { params: { tenantId, runId } }, isRunning ? { refetchIntervalMs: askAgainMs } : {});
  const { data } = query;
  if (data !== undefined && (data.run.state === 'running') !== isRunning) setRunning(data.run.state === 'running');
  useEvents((event) => {
    if (event.kind !== 'run' || event.run.runId !== runId || event.progress === null) return;
    setTold({ runId, progress: event.progress });
  });
  const isOf = data?.run.runId === runId;
  const live = told?.runId === runId ? told.progress : null;
  const progress = data?.run.state === 'running' ? (live ?? data.progress) : null;
  return { query, answer: isOf ? data : undefined, progress };
}

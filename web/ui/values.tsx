import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { type Formats, formatsOf, localeOf } from './formats.ts';

/** Formats of the language that is shown. */
export function useFormats(timeZone?: string): Formats {
  const { language } = useTranslation('ui').i18n;
  return useMemo(() => formatsOf(localeOf(language, navigator.languages), timeZone), [language, timeZone]);
}

export function Count({ value }: { readonly value: number }) {
  return <>{useFormats().number(value)}</>;
}

/** An instant; `relative`: how long ago or ahead, with the instant itself on hover. */
export function DateTime({
  instant,
  relative = false,
  timeZone,
}: {
  readonly instant: string;
  readonly relative?: boolean;
  readonly timeZone?: string;
}) {
  const formats = useFormats(timeZone);
  const now = useTick();
  const exact = formats.dateTime(instant);
  if (!relative) return <time dateTime={instant}>{exact}</time>;
  return (
    // A tooltip of our own would cost every first page 15 kB.
    <time dateTime={instant} title={exact}>
      {formats.relative(instant, new Date(sinceTick(instant, now)))}
    </time>
  );
}

/** What came after the last tick is now, not in some seconds. */
function sinceTick(instant: string, tick: number): number {
  const at = Date.parse(instant);
  return at > tick && at <= tick + tickMs ? at : tick;
}

const tickMs = 15_000;

/** Now, to the tick. */
function useTick(): number {
  return useSyncExternalStore(
    (onChange) => {
      const timer = window.setInterval(onChange, tickMs);
      return () => window.clearInterval(timer);
    },
    () => Math.floor(Date.now() / tickMs) * tickMs,
  );
}

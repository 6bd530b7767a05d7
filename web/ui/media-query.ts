import { useSyncExternalStore } from 'react';

/**
 * `narrow`: there is room for one column only. `medium`: for a small one beside it. They don't overlap, because the
 * order of overlapping rules is not kept.
 */
export const narrow = '(max-width: 639px)';
export const medium = '(min-width: 640px) and (max-width: 899px)';

export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => window.matchMedia(query).matches,
  );
}

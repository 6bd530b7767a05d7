import { SearchBox as FluentSearchBox, makeStyles } from '@fluentui/react-components';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({ box: { width: '320px', maxWidth: '100%' } });

/** Text to search by; tells it once typing has paused. */
export function SearchBox({
  value,
  onSearch,
  label,
  pauseMs = 250,
}: {
  readonly value: string;
  readonly onSearch: (text: string) => void;
  /** What is searched; without: "Search". */
  readonly label?: string;
  readonly pauseMs?: number;
}) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [typed, setTyped] = useState(value);
  const search = useEffectEvent(() => {
    if (typed !== value) onSearch(typed);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the text begins the pause anew
  useEffect(() => {
    const timer = window.setTimeout(search, pauseMs);
    return () => window.clearTimeout(timer);
  }, [typed, pauseMs]);
  useEffect(() => setTyped(value), [value]);
  const name = label ?? t('search');
  return (
    <FluentSearchBox
      className={styles.box}
      aria-label={name}
      placeholder={name}
      value={typed}
      dismiss={{ 'aria-label': t('clearSearch') }}
      onChange={(_, data) => setTyped(data.value)}
    />
  );
}

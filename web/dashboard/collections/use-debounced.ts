import { useEffect, useEffectEvent, useState } from 'react';

/** A value once what it says has not changed for a while. */
export function useDebounced<Value>(value: Value, pauseMs = 250): Value {
  const [settled, setSettled] = useState(value);
  const settle = useEffectEvent(() => setSettled(value));
  const said = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the pause anew
  useEffect(() => {
    const timer = window.setTimeout(settle, pauseMs);
    return () => window.clearTimeout(timer);
  }, [said, pauseMs]);
  return settled;
}

import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { useMediaQuery } from '../../ui/media-query.ts';

export type Appearance = 'light' | 'dark' | 'system';
export const appearances: readonly Appearance[] = ['light', 'dark', 'system'];

const storedAs = 'ringbook.theme';

interface AppearanceChoice {
  readonly chosen: Appearance;
  readonly choose: (appearance: Appearance) => void;
  readonly shown: 'light' | 'dark';
}

const Choice = createContext<AppearanceChoice>({ chosen: 'system', choose: () => {}, shown: 'light' });

export function AppearanceProvider({ children }: { readonly children: ReactNode }) {
  const [chosen, setChosen] = useState(() => readAppearance(window.localStorage.getItem(storedAs)));
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const shown = chosen === 'system' ? (systemIsDark ? 'dark' : 'light') : chosen;
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);
  const choose = (appearance: Appearance) => {
    window.localStorage.setItem(storedAs, appearance);
    setChosen(appearance);
  };
  return <Choice value={{ chosen, choose, shown }}>{children}</Choice>;
}

export function useAppearance(): AppearanceChoice {
  return use(Choice);
}

function readAppearance(stored: string | null): Appearance {
  return appearances.find((one) => one === stored) ?? 'system';
}

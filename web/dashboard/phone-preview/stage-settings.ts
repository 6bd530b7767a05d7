import type { PhoneLook } from './phone/phone-look.ts';

export type View = 'call' | 'card' | 'list';

export interface StageSettings extends PhoneLook {
  /** What is shown where there is no room for everything. */
  readonly view: View;
}

export const firstSettings: StageSettings = { design: 'round', theme: 'light', view: 'call' };

/** What stands side by side: the call first, wherever there is room for more than one. */
export function viewsShown(view: View, room: 1 | 2 | 3): readonly View[] {
  if (room === 3) return ['call', 'card', 'list'];
  return room === 2 ? ['call', view === 'list' ? 'list' : 'card'] : [view];
}

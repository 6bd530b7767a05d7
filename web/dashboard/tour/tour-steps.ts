/** What the tour shows, in this order. */
export const tourSteps = ['home', 'preview', 'collection', 'sync', 'privacy'] as const;
export type TourStep = (typeof tourSteps)[number];

const storedAs = 'ringbook.tour';

/** Whether the tour was seen or sent away in this browser. */
export function tourWasSeen(storage: Pick<Storage, 'getItem'>): boolean {
  return storage.getItem(storedAs) !== null;
}

export function endTour(storage: Pick<Storage, 'setItem'>): void {
  storage.setItem(storedAs, 'seen');
}

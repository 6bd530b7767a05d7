import { useMediaQuery } from '../../ui/media-query.ts';
import { threePhones, twoPhones } from './room.ts';

/** How many phones fit side by side. */
export function useRoom(): 1 | 2 | 3 {
  const two = useMediaQuery(twoPhones);
  return useMediaQuery(threePhones) ? 3 : two ? 2 : 1;
}

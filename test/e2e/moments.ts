import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SimulatedTenant } from './simulated-tenant.ts';

/** States of the data folder and the outside world together, to begin at again and again. */
export interface Moments {
  save(moment: string): Promise<void>;
  /** Everything is as it was then; requests are counted from here. */
  goTo(moment: string): Promise<void>;
}

/** Keeps moments of a tenant beside its data folder. No program may be at work while one is saved or gone to. */
export function createMoments({ control, folder, dataDir }: SimulatedTenant): Moments {
  const dataOf = (moment: string) => `${dataDir}-${moment}`;
  const worldOf = (moment: string) => join(folder, `${moment}.json`);
  return {
    async save(moment) {
      await rm(dataOf(moment), { recursive: true, force: true });
      await cp(dataDir, dataOf(moment), { recursive: true });
      await control.post('/state/save', { file: worldOf(moment) });
    },
    async goTo(moment) {
      await rm(dataDir, { recursive: true });
      await cp(dataOf(moment), dataDir, { recursive: true });
      await control.post('/state/load', { file: worldOf(moment) });
      await control.post('/requests/reset', {});
    },
  };
}

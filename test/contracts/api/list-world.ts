import { expect } from 'vitest';
import { z } from 'zod';
import { everySync } from '../../../src/entry/open-ringbook.ts';
import { runSyncs } from '../../../src/entry/sync-actions.ts';
import { type ApiWorld, openApiWorld } from '../../fixtures/api-world.ts';

/** A small company whose address list was read and brought to all once. */
export interface ListWorld {
  readonly world: ApiWorld;
  readonly call: ApiWorld['call'];
  /** Tag of the definitions. */
  tag(): Promise<string>;
  /** What is set up. */
  saved(): ReturnType<typeof savedIn>;
  run(): Promise<void>;
  close(): Promise<void>;
}

export const collectionId = 'contacts';

export async function openListWorld(): Promise<ListWorld> {
  const world = await openApiWorld();
  const never = new AbortController().signal;
  const run = async () => {
    const [done] = await runSyncs(world.parts, everySync, () => {}, { drain: never, cancel: never });
    expect(done).toMatchObject({ state: 'done' });
  };
  await run();
  return {
    world,
    call: world.call,
    tag: async () => (await world.call('getDefinitions')).etag ?? '',
    saved: () => savedIn(world),
    run,
    async close() {
      expect(world.failures).toEqual([]);
      await world.close();
    },
  };
}

async function savedIn(world: ApiWorld) {
  const { definitions } = (await world.call('getDefinitions')).json;
  const { sources, collections, audiences, syncs } = definitions;
  const [source, collection, audience, sync] = [sources[0], collections[0], audiences[0], syncs[0]];
  if (source?.kind !== 'gal' || !collection || !audience || !sync) throw new Error('nothing is set up');
  return { definitions, source, collection, audience, sync };
}

const faultySchema = z.object({ errors: z.array(z.object({ path: z.string(), message: z.string() })) });

/** What is wrong with which field. */
export const fieldsOf = ({ raw }: { readonly raw: { json(): unknown } }) => faultySchema.parse(raw.json()).errors;

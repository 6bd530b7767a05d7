import type { Command } from 'commander';
import type { CollectionDefinition } from '../../runs/definition.ts';
import { countList, explainCollectionItem } from '../../runs/explain-list.ts';
import type { IngestContext } from '../../runs/ingest-context.ts';
import { pick } from '../../runs/resolve-sync.ts';
import { currentDefinitions } from '../definitions.ts';
import type { Parts } from '../program.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { ingestContext, withConnectors } from '../sync-context.ts';
import { type CommonOptions, withCommonOptions } from './settings.ts';
import { withRingbook } from './with-ringbook.ts';

/** `ringbook collections`: the merged lists, how they come about, and where each value comes from. */
export function addCollectionsCommand(program: Command): void {
  const collections = program
    .command('collections')
    .description('list collections, count what each rule lets through, ask where a value comes from')
    .addHelpText(
      'after',
      `
Examples:
  ringbook collections list
  ringbook collections show colleagues
  ringbook collections explain colleagues 6f0e3b1c-0d5e-4c6e-8f3c-0d5f3c1a7b11

Counts and explanations are of what was last read: run a sync first.`,
    );

  withCommonOptions(collections.command('list').description('all collections, in a line each')).action(
    (options: CommonOptions) =>
      withRingbook(options, async ({ parts }, { t, say, result }) => {
        const { stores, tenant } = parts;
        const rows = [];
        for (const { collectionId, sourceIds } of (await currentDefinitions(parts)).definitions.collections) {
          const { itemCount: items, version } = await stores.collections.head(tenant.tenantId, collectionId);
          rows.push({ collectionId, sourceIds, items, version });
          say(`${collectionId}  ${sourceIds.join(' + ')}  ${t('collections.items', { items })}`);
        }
        result(rows);
      }),
  );

  withCommonOptions(collections.command('show <collection>').description('what each rule lets through')).action(
    (name: string, options: CommonOptions) =>
      withRingbook(options, async ({ parts }, { t, say, result }) => {
        const counts = await inCollection(parts, name, (context, signal) => countList(context, signal));
        for (const { sourceId, entries, byRule } of counts.sources) {
          say(`${sourceId}  ${t('sources.entries', { entries })}`);
          for (const [rule, count] of Object.entries(byRule)) say(`  ${t(`listing.${rule}`)}: ${count}`);
        }
        counts.filter.steps.forEach(({ matched, listedAfter }, step) => {
          say(t('collections.step', { step: step + 1, matched, listedAfter }));
        });
        result(counts);
      }),
  );

  withCommonOptions(
    collections.command('explain <collection> <item>').description('where every value of an item comes from'),
  ).action((name: string, itemId: string, options: CommonOptions) =>
    withRingbook(options, async ({ parts }, { t, say, result }) => {
      const item = await inCollection(parts, name, (context, signal) => explainCollectionItem(context, itemId, signal));
      if (item === null) {
        say(t('collections.noItem', { itemId, name }));
        process.exitCode = 1;
        return;
      }
      for (const { field, rule, inputs } of item.fields) {
        const from = inputs.map(
          (input) => `${input.name} ← ${input.origins.map(({ sourceId }) => sourceId).join(', ')}`,
        );
        say(`${field}  ${rule}  ${from.join('; ')}`);
      }
      result(item);
    }),
  );
}

async function inCollection<T>(
  parts: Parts,
  name: string,
  work: (context: IngestContext, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { definitions } = await currentDefinitions(parts);
  const idOf = ({ collectionId }: CollectionDefinition) => collectionId;
  const collection = pick('collection', definitions.collections, idOf, name);
  const sources = collection.sourceIds.map((id) => pick('source', definitions.sources, ({ sourceId }) => sourceId, id));
  const stop = stopOnSignals(() => {});
  return withConnectors(parts, (connectors) =>
    work(ingestContext(parts, { collection, sources }, connectors), AbortSignal.any([stop.drain, stop.cancel])),
  );
}

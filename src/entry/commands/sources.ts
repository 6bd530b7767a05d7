import type { Command } from 'commander';
import { pick } from '../../runs/resolve-sync.ts';
import { currentDefinitions } from '../definitions.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { openSource, withConnectors } from '../sync-context.ts';
import { type CommonOptions, withCommonOptions } from './settings.ts';
import { withRingbook } from './with-ringbook.ts';

const problemsShown = 100;

/** `ringbook sources`: the lists that are read. */
export function addSourcesCommand(program: Command): void {
  const sources = program
    .command('sources')
    .description('list sources, try whether one can be read')
    .addHelpText('after', '\nExamples:\n  ringbook sources list\n  ringbook sources check suppliers');

  withCommonOptions(sources.command('list').description('all sources, and what was last read of them')).action(
    (options: CommonOptions) =>
      withRingbook(options, async ({ parts }, { t, say, result }) => {
        const { stores, tenant } = parts;
        const rows = [];
        for (const { sourceId, kind } of (await currentDefinitions(parts)).definitions.sources) {
          const { itemCount: entries, readAt } = await stores.sources.head(tenant.tenantId, sourceId);
          rows.push({ sourceId, kind, entries, readAt });
          say(`${sourceId}  ${kind}  ${t('sources.entries', { entries })}  ${readAt ?? t('sources.neverRead')}`);
        }
        result(rows);
      }),
  );

  withCommonOptions(
    sources.command('check <source>').description('read a source from beginning to end, and keep nothing of it'),
  ).action((name: string, options: CommonOptions) =>
    withRingbook(options, async ({ parts }, { t, say, result }) => {
      const { definitions } = await currentDefinitions(parts);
      const source = pick('source', definitions.sources, ({ sourceId }) => sourceId, name);
      const stop = stopOnSignals(() => {});
      const signal = AbortSignal.any([stop.drain, stop.cancel]);
      const ids = new Set<string>();
      const problems: { readonly code: string; readonly detail: string }[] = [];
      await withConnectors(parts, async (connectors) => {
        for await (const page of openSource(parts, connectors, source).read(null, signal)) {
          for (const { itemId } of page.records) ids.add(itemId);
          for (const itemId of page.removed) ids.delete(itemId);
          for (const { code, detail } of page.problems ?? []) problems.push({ code, detail });
        }
      });
      say(t('sources.complete', { name, entries: ids.size, problems: problems.length }));
      for (const { code, detail } of problems.slice(0, problemsShown)) say(`  ${code}  ${detail}`);
      result({ sourceId: name, entries: ids.size, problems });
    }),
  );
}

import { fc } from '@fast-check/vitest';
import type { z } from 'zod';
import type {
  AudienceDefinition,
  AudienceRule,
  CollectionDefinition,
  Definitions,
  SourceDefinition,
  SyncDefinition,
} from '../runs/definition.ts';
import { categorySchema, folderNameSchema } from '../runs/definition-schema.ts';
import type { Condition, FilterStep } from '../sync/filter/filter.ts';
import { defaultGalRules } from '../sync/gal-rules.ts';
import { normalizeText } from '../sync/normalize.ts';
import { collectionDefaults, syncDefaults } from './definition-defaults.ts';
import type { DefinitionContext } from './parse-definition-file.ts';
import { syncIdOf } from './sync-id.ts';

export const entraTenantId = '11111111-2222-4333-8444-555555555555';
export const groupId = '6f0e2f3a-0000-4000-8000-0000000000aa';

/** One connection. */
export const context: DefinitionContext = {
  defaultCountry: 'DE',
  connections: [{ connectionId: 'first', entraTenantId }],
};

/** Two connections. */
export const context2: DefinitionContext = {
  defaultCountry: 'AT',
  connections: [...context.connections, { connectionId: 'second', entraTenantId: 'second.example' }],
};

const slug = fc.oneof(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/), fc.constantFrom('no', 'on', '1', '0x1f', 'null'));
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('no', 'true', '007', '1e3', '~', '- a', 'a: b', '# c', '*a', '<<', ' a ', 'a\nb\n', '{x}', 'ä'),
);
const fitting = (schema: z.ZodType<string>) =>
  fc.oneof(anyText, fc.constant('Company contacts')).filter((text) => schema.safeParse(text).success);
const folderName = fitting(folderNameSchema);
const header = anyText.map((text) => text.trim()).filter((text) => text !== '' && text !== '__proto__');
const mailbox = fc.constantFrom('anna@example.com', 'no', '1');
const photoPixels = fc.option(fc.integer({ min: 48, max: 648 }));
const connectionOf = ({ connections }: DefinitionContext) =>
  fc.constantFrom(...connections.map(({ connectionId }) => connectionId));

const columns = fc.dictionary(
  header,
  fc.constantFrom('givenName', 'businessAddress.city', 'extra.x', 'ignore', ['businessPhones', 'otherPhone']),
  { maxKeys: 4 },
);
const file = fc.record(
  {
    file: anyText.filter((text) => text !== ''),
    encoding: fc.constantFrom('utf-8' as const, 'windows-1252' as const),
    delimiter: fc.constantFrom(';' as const, '\t' as const),
  },
  { requiredKeys: ['file'] },
);

function anySource(sourceId: string, inContext: DefinitionContext): fc.Arbitrary<SourceDefinition> {
  const ofConnection = { sourceId: fc.constant(sourceId), connectionId: connectionOf(inContext) };
  return fc.oneof(
    fc.record({
      ...ofConnection,
      kind: fc.constant('gal' as const),
      rules: fc.record({ includeHidden: fc.boolean() }).map((rules) => ({ ...defaultGalRules, ...rules })),
      photoPixels,
    }),
    fc.record({ ...ofConnection, kind: fc.constant('organizational-contacts' as const) }),
    fc.record({ ...ofConnection, kind: fc.constant('group' as const), groupId: fc.constant(groupId), photoPixels }),
    fc.record({
      ...ofConnection,
      kind: fc.constant('mailbox-folder' as const),
      mailbox,
      folder: fc.array(folderName, { maxLength: 3 }),
    }),
    fc
      .tuple(
        file,
        fc.oneof(fc.record({ column: header }), fc.record({ from: fc.array(header, { minLength: 1, maxLength: 3 }) })),
        columns,
        fc.record(
          {
            overflow: fc.constantFrom('leave-out' as const, 'notes' as const),
            join: fc.array(
              fc
                .tuple(file, fc.record({ on: fc.record({ column: header, equals: header }), columns }))
                .map(([first, second]) => ({ ...first, ...second })),
              { maxLength: 2 },
            ),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([first, id, ofColumns, rest]) => ({
        kind: 'csv' as const,
        sourceId,
        ...first,
        id,
        columns: ofColumns,
        ...rest,
      })),
  );
}

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom<Condition>(
    { kind: 'field', field: 'department', is: 'present' },
    { kind: 'has-phone', is: true },
    { kind: 'domain', in: ['*.example.com'] },
    { kind: 'expression', expression: 'department == "no" || inGroup("g")' },
    { kind: 'opath', filter: "(Department -like 'Sales*')" },
    { kind: 'group', groupId: 'g' },
  ),
  anyText
    .filter((text) => normalizeText(text) !== undefined)
    .map((text): Condition => ({ kind: 'field', field: 'department', is: 'equal', values: [text] })),
);
const anyStep = (sources: readonly string[]): fc.Arbitrary<FilterStep> => {
  const any = fc.oneof(leaf, fc.constant<Condition>({ kind: 'source', in: sources }));
  return fc.record({
    action: fc.constantFrom('include' as const, 'exclude' as const),
    where: fc.oneof(
      any,
      fc.record({ kind: fc.constant('not' as const), of: any }),
      fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(any, { minLength: 1, maxLength: 3 }),
      }),
    ),
  });
};

function anyCollection(
  collectionId: string,
  sources: readonly string[],
  defaultCountry: string,
): fc.Arbitrary<CollectionDefinition> {
  const defaults = collectionDefaults(defaultCountry);
  return fc.subarray([...sources], { minLength: 1 }).chain((sourceIds) =>
    fc.record({
      collectionId: fc.constant(collectionId),
      sourceIds: fc.constant(sourceIds),
      match: fc.constantFrom(defaults.match, { by: ['email' as const], idFrom: 'no' }),
      merge: fc.constantFrom(
        defaults.merge,
        { fields: {} },
        { fields: { jobTitle: { kind: 'first' as const }, department: { kind: 'first' as const, order: sourceIds } } },
        { fields: { categories: { kind: 'all' as const } } },
      ),
      filter: fc.array(anyStep(sourceIds), { maxLength: 3 }),
      mapping: fc.oneof(
        fc.constant(defaults.mapping),
        fc
          .tuple(
            anyText.filter((text) => normalizeText(text) !== undefined),
            fc.constantFrom('DE', 'NO'),
          )
          .map(([value, country]) => ({
            fields: {
              companyName: { kind: 'fixed' as const, value },
              nickName: { kind: 'omit' as const },
              jobTitle: { kind: 'take' as const },
              displayName: { kind: 'template' as const, template: '{surname}, {givenName}' },
            },
            phones: {
              defaultCountry: country,
              countryFrom: 'usageLocation',
              extensions: [{ prefix: '4', length: 4, fullNumber: '+49891234{extension}' }],
            },
          })),
      ),
      guards: fc.nat().map((maxDeletes) => ({ ...defaults.guards, maxDeletes })),
    }),
  );
}

const anyAudienceRule: fc.Arbitrary<AudienceRule> = fc.oneof(
  fc.constant<AudienceRule>({ kind: 'everyone' }),
  fc.constant<AudienceRule>({ kind: 'group', groupId }),
  fc.record({ kind: fc.constant('mailboxes' as const), mailboxes: fc.array(mailbox, { minLength: 1, maxLength: 3 }) }),
);

function anyAudience(audienceId: string): fc.Arbitrary<AudienceDefinition> {
  return fc.record({
    audienceId: fc.constant(audienceId),
    include: fc.array(anyAudienceRule, { minLength: 1, maxLength: 3 }),
    exclude: fc.array(anyAudienceRule, { maxLength: 2 }),
  });
}

function anySync(
  name: string,
  collections: readonly string[],
  audiences: readonly string[],
  inContext: DefinitionContext,
): fc.Arbitrary<SyncDefinition> {
  const { write, drift, guards } = syncDefaults;
  return fc
    .record({
      connection: fc.constantFrom(...inContext.connections),
      collectionId: fc.constantFrom(...collections),
      audienceId: fc.constantFrom(...audiences),
      placement: fc.oneof(
        fc.constant(syncDefaults.placement),
        fc
          .tuple(folderName, fc.array(folderName, { maxLength: 2 }))
          .map(([first, rest]) => ({ kind: 'folder' as const, path: [first, ...rest] as const })),
        fc.record({ kind: fc.constant('default-folder' as const), category: fitting(categorySchema) }),
      ),
      write: fc.constantFrom(
        write,
        { ...write, notesDelimiter: '--- Notizen ---', categories: 'add' as const },
        {
          ...write,
          fields: {
            jobTitle: { write: 'if-empty' as const, whenEmpty: 'leave' as const },
            department: { write: 'overwrite' as const, whenEmpty: 'clear' as const },
            companyName: { write: 'overwrite' as const, whenEmpty: 'leave' as const },
          },
        },
      ),
      deletes: fc.oneof(
        fc.constantFrom({ kind: 'delete' as const }, { kind: 'keep' as const }),
        fc.record({ kind: fc.constant('keep-days' as const), days: fc.integer({ min: 1, max: 3650 }) }),
      ),
      drift: fc.record({ edited: fc.constantFrom('restore' as const, 'leave' as const) }).map((own) => ({
        ...drift,
        ...own,
      })),
      leavers: fc.constantFrom('keep' as const, 'clean-up' as const),
      ownCard: fc.constantFrom('keep' as const, 'leave-out' as const),
      guards: fc.double({ min: 0, max: 1, noNaN: true }).map((maxDeleteShare) => ({ ...guards, maxDeleteShare })),
      schedule: fc.oneof(
        fc.constant({ kind: 'manual' as const }),
        fc.record({ kind: fc.constant('every' as const), minutes: fc.integer({ min: 1, max: 10_080 }) }),
        fc.record({
          kind: fc.constant('daily' as const),
          at: fc.uniqueArray(fc.constantFrom('00:00', '06:30', '23:59'), { minLength: 1 }),
          days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        }),
      ),
      paused: fc.boolean(),
    })
    .map(({ connection, ...rest }) => ({
      syncId: syncIdOf(connection.entraTenantId, name),
      name,
      connectionId: connection.connectionId,
      ...rest,
    }));
}

const ids = fc.uniqueArray(slug, { minLength: 1, maxLength: 3 });

/** Any definitions that are right in the context. */
export function anyDefinitions(inContext: DefinitionContext): fc.Arbitrary<Definitions> {
  return fc.tuple(ids, ids, ids, ids).chain(([sources, collections, audiences, syncs]) =>
    fc.record({
      sources: fc.tuple(...sources.map((id) => anySource(id, inContext))),
      collections: fc.tuple(...collections.map((id) => anyCollection(id, sources, inContext.defaultCountry))),
      audiences: fc.tuple(...audiences.map(anyAudience)),
      syncs: fc.tuple(...syncs.map((name) => anySync(name, collections, audiences, inContext))),
    }),
  );
}

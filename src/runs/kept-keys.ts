import { hashDefinition } from '../sync/hashing.ts';
import { type MatchKeys, matchKeys } from '../sync/merging/match.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import type { KeysOf } from './listed-items.ts';

/** Keys of records that stay in memory: to make numbers international takes longer than all the rest of a preview. */
export function createKeptKeys(): KeysOf {
  const kept = new WeakMap<SourceRecord, { readonly rules: string; readonly keys: MatchKeys }>();
  let last: { readonly rules: Parameters<KeysOf>[1]; readonly hash: string } | undefined;
  return (record, rules) => {
    // Asked for each record of a list with the same rules.
    if (last?.rules !== rules) last = { rules, hash: hashDefinition([rules.match, rules.mapping.phones]) };
    const known = kept.get(record);
    if (known?.rules === last.hash) return known.keys;
    const keys = matchKeys(record, rules.match, rules.mapping.phones);
    kept.set(record, { rules: last.hash, keys });
    return keys;
  };
}

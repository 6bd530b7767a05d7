import type { Condition } from './condition.ts';
import { findOpathAttribute } from './opath-attributes.ts';
import { type OpathNode, opathError, parseOpath } from './opath-parser.ts';

/**
 * Translates a recipient filter of Exchange, such as a dynamic distribution group has, into a condition on records.
 *
 * @throws {FilterError} `opath-invalid`: an attribute, operator or value that a record does not decide; it is named with
 * its character.
 * @see docs/sync-model.md#recipient-filters
 * @see https://learn.microsoft.com/powershell/exchange/recipientfilter-properties
 */
export function translateOpath(filter: string): Condition {
  return translate(parseOpath(filter));
}

function translate(node: OpathNode): Condition {
  switch (node.kind) {
    case 'and':
      return { kind: 'all', of: node.of.map(translate) };
    case 'or':
      return { kind: 'any', of: node.of.map(translate) };
    case 'not':
      return { kind: 'not', of: translate(node.of) };
    case 'comparison': {
      const meaning = findOpathAttribute(node.attribute);
      if (meaning !== null) return meaning(node);
      throw opathError(node.at, `attribute ${node.attribute} is not known: use a condition on a field of records`);
    }
  }
}

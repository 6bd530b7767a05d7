import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { powerShellComment, powerShellText } from './power-shell-text.ts';

const isQuote = (character: string | undefined) => character !== undefined && /['\u2018-\u201b]/.test(character);

/** Reads a literal as PowerShell does: two quotes are one, a single one is the end. */
function readLiteral(source: string): { readonly text: string; readonly rest: string } {
  if (!isQuote(source[0])) throw new Error('no literal');
  let text = '';
  for (let at = 1; at < source.length; at += 1) {
    if (!isQuote(source[at])) text += source[at];
    else if (isQuote(source[at + 1])) text += source[at++];
    else return { text, rest: source.slice(at + 1) };
  }
  throw new Error('a literal without an end');
}

const hostile = fc.string({
  unit: fc.oneof(fc.constantFrom(...`'‘’‚‛"\`$;()|&#{}\r\n`), fc.string({ unit: 'binary', maxLength: 1 })),
});

test.prop([hostile])('a literal is one text whatever is in it', (text) => {
  expect(readLiteral(powerShellText(text))).toEqual({ text, rest: '' });
});

test.prop([hostile])('no line of a comment is anything else', (text) => {
  for (const line of powerShellComment(text).split(/\r\n|[\r\n]/)) expect(line.startsWith('# ')).toBe(true);
});

/** Graph's own readers stop at 64 to 100 levels; without an end a request could exhaust the stack of whoever walks its value. */
const maxDepth = 100;

const quote = '"';
const backslash = '\\';

/**
 * Reads JSON of a request, with or without a byte order mark.
 *
 * @throws {SyntaxError} for what is no JSON or is nested too deeply.
 */
export function parseJsonText(text: string): unknown {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const value: unknown = JSON.parse(json);
  if (depthOf(json) > maxDepth) throw new SyntaxError('nested too deeply');
  return value;
}

/** @param json Well-formed. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (character === quote) at = endOfText(json, at);
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}

/** Where the quotation mark is that ends the text beginning at `start`. */
function endOfText(json: string, start: number): number {
  let at = json.indexOf(quote, start + 1);
  while (isEscaped(json, at)) at = json.indexOf(quote, at + 1);
  return at;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json[at - 1 - backslashes] === backslash) backslashes += 1;
  return backslashes % 2 === 1;
}

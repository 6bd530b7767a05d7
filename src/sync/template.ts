/**
 * Texts with names in braces: `{displayName} ({companyName})`.
 *
 * Where a value is missing, what belongs to it goes too, in the template only and never inside a value:
 * - a bracket all of whose names are missing goes with its words: `(dept. {department})`;
 * - the separator before a missing name goes, at the very start the one behind it: `{surname}, {givenName}`;
 * - if every name is missing, nothing is left.
 */
export type TemplateNode =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'separator'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'bracket';
      readonly open: string;
      readonly nodes: readonly TemplateNode[];
      readonly close: string;
    };

/** The names in braces; null: the braces do not match. */
export function templateNames(template: string): readonly string[] | null {
  const rest = template.replaceAll(/\{[^{}]+\}/g, '');
  if (/[{}]/.test(rest)) return null;
  return [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => (name ?? '').trim());
}

/** Fills a template in; undefined: every name in it is missing. A template without names is its own text. */
export function fillTemplate(template: string, lookUp: (name: string) => string | undefined): string | undefined {
  return fill(parseTemplate(template), lookUp);
}

const brackets: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['<', '>'],
]);
const token =
  /\{([^{}]+)\}|[()[\]<>]|[\s,;:/|\u00b7\u2022\u2010-\u2015-]+|[^{}()[\]<>\s,;:/|\u00b7\u2022\u2010-\u2015-]+|[{}]/g;

function parseTemplate(template: string): readonly TemplateNode[] {
  const tokens = [...template.matchAll(token)].map(([text, name]) => ({ text, name: name?.trim() }));
  let next = 0;
  const parse = (close: string | null): { readonly nodes: readonly TemplateNode[]; readonly closed: boolean } => {
    const nodes: TemplateNode[] = [];
    for (let current = tokens[next]; current !== undefined; current = tokens[next]) {
      next += 1;
      const { text, name } = current;
      const closing = brackets.get(text);
      if (name !== undefined) nodes.push({ kind: 'name', name });
      else if (text === close) return { nodes, closed: true };
      else if (closing !== undefined) {
        const inner = parse(closing);
        if (inner.closed) nodes.push({ kind: 'bracket', open: text, nodes: inner.nodes, close: closing });
        else nodes.push({ kind: 'word', text }, ...inner.nodes);
      } else nodes.push({ kind: /^[\s,;:/|\u00b7\u2022\u2010-\u2015-]/.test(text) ? 'separator' : 'word', text });
    }
    return { nodes, closed: false };
  };
  return parse(null).nodes;
}

/** Text of the nodes; undefined: they name something, and all of it is missing. */
function fill(nodes: readonly TemplateNode[], lookUp: (name: string) => string | undefined): string | undefined {
  const parts: { readonly separator: boolean; readonly text: string }[] = [];
  let names = 0;
  let missing = 0;
  let dropSeparator = false;
  for (const node of nodes) {
    const text = textOf(node, lookUp);
    if (node.kind === 'name' || (node.kind === 'bracket' && hasNames(node.nodes))) {
      names += 1;
      if (text === undefined) {
        missing += 1;
        if (parts.at(-1)?.separator) parts.pop();
        else if (parts.length === 0) dropSeparator = true;
        continue;
      }
    }
    const separator = node.kind === 'separator';
    if (!(separator && dropSeparator)) parts.push({ separator, text: text ?? '' });
    dropSeparator = false;
  }
  if (names > 0 && missing === names) return undefined;
  return parts.map((part) => part.text).join('');
}

function hasNames(nodes: readonly TemplateNode[]): boolean {
  return nodes.some((node) => node.kind === 'name' || (node.kind === 'bracket' && hasNames(node.nodes)));
}

function textOf(node: TemplateNode, lookUp: (name: string) => string | undefined): string | undefined {
  switch (node.kind) {
    case 'word':
    case 'separator':
      return node.text;
    case 'name':
      return lookUp(node.name);
    case 'bracket': {
      const inner = fill(node.nodes, lookUp);
      return inner === undefined ? undefined : `${node.open}${inner}${node.close}`;
    }
  }
}

import { readFile } from 'node:fs/promises';
import type { Language } from '../i18n/translator.ts';

/** Documents on data protection; their texts are docs/legal/<name>.<language>.md. */
export const legalDocuments = ['data-privacy-policy', 'record-of-processing', 'sub-processors'] as const;

export type LegalDocumentName = (typeof legalDocuments)[number];

/** A part of a document: plain texts, so that whoever shows it decides how. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface LegalDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What is filled in: `{{key}}`. A paragraph that is a list alone becomes a list. */
export type LegalValues = Readonly<Record<string, string | readonly string[]>>;

export async function readLegalDocument(
  name: LegalDocumentName,
  language: Language,
  values: LegalValues,
): Promise<LegalDocument> {
  const file = new URL(`../../../docs/legal/${name}.${language}.md`, import.meta.url);
  return parseLegalDocument(await readFile(file, 'utf8'), values);
}

/** Reads the part of Markdown that these documents are written in: headings, paragraphs, lists and tables. */
export function parseLegalDocument(text: string, values: LegalValues): LegalDocument {
  const parts = text.split(/\n\s*\n/).map((part) => part.trim());
  const [first = '', ...others] = parts.filter((part) => part !== '');
  if (!first.startsWith('# ')) throw new Error('a document begins with its title');
  return { title: fill(first.slice(2), values), blocks: others.map((part) => toBlock(part, values)) };
}

function toBlock(part: string, values: LegalValues): Block {
  const heading = /^(##|###) (.*)$/s.exec(part);
  if (heading) return { kind: 'heading', level: heading[1] === '##' ? 2 : 3, text: fill(heading[2] ?? '', values) };
  const lines = part.split('\n');
  if (lines.every((line) => line.startsWith('|'))) {
    const [header = [], , ...rows] = lines.map((line) => cells(fill(line, values)));
    return { kind: 'table', header, rows };
  }
  if (part.startsWith('- ')) {
    const items = part.slice(2).split(/\n- /);
    return { kind: 'list', items: items.map((item) => fill(item, values)) };
  }
  const listed = values[/^\{\{(\w+)\}\}$/.exec(part)?.[1] ?? ''];
  if (typeof listed === 'object') return { kind: 'list', items: listed };
  return { kind: 'paragraph', text: fill(part, values) };
}

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

function fill(text: string, values: LegalValues): string {
  const filled = text.replaceAll(/\{\{(\w+)\}\}/g, (whole, key) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined) throw new Error(`nothing to fill in for ${whole}`);
    return typeof value === 'string' ? value : value.join('; ');
  });
  return filled.replaceAll(/\s*\n\s*/g, ' ');
}

import { describe, expect, test } from 'vitest';
import {
  type Block,
  type LegalDocument,
  legalDocuments,
  parseLegalDocument,
  readLegalDocument,
} from './legal-document.ts';

const values = {
  operator: ['Contoso GmbH', 'Straße 1, München'],
  operatorEmail: 'privacy@contoso.example',
  dataProtectionOfficer: 'dpo@contoso.example',
  maxRetentionDays: '30',
  sessionIdleHours: '8',
  sessionDays: '7',
  smtpServer: 'mail.contoso.example',
  subProcessors: ['Hosting AG: servers (Germany)'],
};

function shapeOf(block: Block): readonly (string | number)[] {
  switch (block.kind) {
    case 'heading':
      return ['heading', block.level];
    case 'paragraph':
      return ['paragraph'];
    case 'list':
      return ['list', block.items.length];
    case 'table':
      return ['table', block.header.length, ...block.rows.map((row) => row.length)];
  }
}

const shape = ({ blocks }: LegalDocument) => blocks.map(shapeOf);

describe.each(legalDocuments)('%s', (name) => {
  test('says the same things in both languages, with everything filled in', async () => {
    const [en, de] = [await readLegalDocument(name, 'en', values), await readLegalDocument(name, 'de', values)];
    expect(shape(de)).toEqual(shape(en));
    expect(en.title).not.toBe(de.title);
    for (const document of [en, de]) {
      expect(JSON.stringify(document)).not.toMatch(/\{\{|\|---|\n/);
      expect(document.blocks).toContainEqual({ kind: 'list', items: values.operator });
    }
  });
});

test('the parts of the language are read', () => {
  const text = `# A {{x}}

## B

One
two {{x}}.

- first
- second
  line

| a | b |
|---|---|
| 1 | {{x}} |

{{many}}
`;
  expect(parseLegalDocument(text, { x: 'X', many: ['m', 'n'] })).toEqual({
    title: 'A X',
    blocks: [
      { kind: 'heading', level: 2, text: 'B' },
      { kind: 'paragraph', text: 'One two X.' },
      { kind: 'list', items: ['first', 'second line'] },
      { kind: 'table', header: ['a', 'b'], rows: [['1', 'X']] },
      { kind: 'list', items: ['m', 'n'] },
    ],
  });
});

test('a place without a value is noticed', () => {
  expect(() => parseLegalDocument('# {{toString}}', {})).toThrow(/nothing to fill in/);
});

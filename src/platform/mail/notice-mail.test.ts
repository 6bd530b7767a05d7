import { describe, expect, test } from 'vitest';
import { mailKinds } from '../../tenants/telling/mail-settings.ts';
import { translator } from '../i18n/translator.ts';
import { type NoticeMail, writeMail } from './notice-mail.ts';

const values = {
  deletes: 1234,
  changes: 2,
  leavers: 3,
  reason: 'throttled',
  mailboxes: 4,
  runs: 5,
  failed: 6,
  created: 7,
  updated: 8,
  deleted: 9,
  inStep: 10,
  unavailable: 11,
};
const mail = (change: Partial<NoticeMail>): NoticeMail => ({
  kind: 'run-held',
  tenantName: 'Contoso',
  url: 'https://ringbook.example/t/1/runs',
  values,
  ...change,
});

describe.each(['en', 'de'] as const)('in %s', (language) => {
  test.each([...mailKinds, 'test'] as const)('%s has all its texts, and loads nothing', (kind) => {
    const { subject, text, html } = writeMail(mail({ kind }), language, translator(language));
    for (const part of [subject, text, html]) expect(part).not.toMatch(/privacy\.mail|\{\{|undefined/);
    expect(text).toContain('https://ringbook.example/t/1/runs');
    expect(html).toContain(`<html lang="${language}">`);
    expect(html.match(/(src|href|url)\s*[=(]/g)).toEqual(['href=']);
    expect(html).not.toMatch(/<(img|script|link|iframe|style)/);
  });
});

test('German speaks German, with German numbers', () => {
  const { subject, text } = writeMail(mail({}), 'de', translator('de'));
  expect(subject).toBe('Contoso: Änderungen warten auf Sie');
  expect(text).toContain('Zurückgehaltene Löschungen: 1.234.');
});

test('what a tenant is called cannot become markup or a header', () => {
  const tenantName = 'A & B <script>alert("x")</script>\r\nBcc: x@example.com';
  const { subject, html } = writeMail(mail({ tenantName }), 'en', translator('en'));
  expect(subject).not.toMatch(/[\r\n]/);
  expect(html).not.toContain('<script>');
  expect(html).toContain('A &amp; B &lt;script&gt;');
});

import type { Language, Translate } from '../i18n/translator.ts';

/** What a mail is about: a kind of texts below `privacy.mail`, and what is filled in. Counts and codes, no content. */
export interface NoticeMail {
  readonly kind: 'run-held' | 'run-failed' | 'consent-withdrawn' | 'mailboxes-unavailable' | 'weekly-report' | 'test';
  readonly tenantName: string;
  /** Where to look. */
  readonly url: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Writes a mail, as text and as simple HTML that loads nothing. */
export function writeMail({ kind, tenantName, url, values }: NoticeMail, language: Language, t: Translate): Mail {
  const tenant = tenantName.replaceAll(/\s+/g, ' ').trim();
  const say = (part: string) => t(`privacy.mail.${kind}.${part}`, { tenant, ...values });
  const link = t('privacy.mail.open');
  const footer = t('privacy.mail.footer', { tenant });
  const paragraphs = say('body').split('\n');
  return {
    subject: say('subject'),
    text: [say('title'), ...paragraphs, `${link}: ${url}`, `-- \n${footer}`].join('\n\n'),
    html: `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escaped(say('subject'))}</title></head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">
<h1 style="font-size: 1.25em">${escaped(say('title'))}</h1>
${paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n')}
<p><a href="${escaped(url)}">${escaped(link)}</a></p>
<p style="font-size: 0.85em">${escaped(footer)}</p>
</body>
</html>
`,
  };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

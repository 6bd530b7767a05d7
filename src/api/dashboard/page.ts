import { createHash } from 'node:crypto';
import type { Language } from '../context.ts';

/** Markup that is safe to send: made by `html` and by nothing else. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type Value = string | number | Html | readonly Html[];

/** Markup with values put in: texts are escaped, markup is not. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((before, string, index) => before + render(values[index - 1] ?? '') + string));
}

function render(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map((part) => part.text).join('');
  return String(value).replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

const style = `
  :root { color-scheme: light dark; --line: #8884; --soft: #8881; --good: #1a7f4b; --bad: #b3261e; --wait: #9a6700; }
  @media (prefers-color-scheme: dark) { :root { --good: #5ccb8f; --bad: #ff8a80; --wait: #e3b341; } }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
  .lead { opacity: .75; margin-top: .25rem; }
  .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; padding: 0; }
  .figures > div { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem; }
  .figures dt { font-size: .85rem; opacity: .75; } .figures dd { margin: 0; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
  .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
  th { font-size: .85rem; font-weight: 600; opacity: .75; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
  .good { color: var(--good); } .bad { color: var(--bad); } .wait { color: var(--wait); }
`;

/** For the content security policy: this style sheet and no other. */
export const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;

/** A whole page. */
export function page(language: Language, title: string, refreshSeconds: number | null, body: Html): string {
  const refresh = refreshSeconds === null ? html`` : html`<meta http-equiv="refresh" content="${refreshSeconds}">`;
  const document = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return document.text;
}

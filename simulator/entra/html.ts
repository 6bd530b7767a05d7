import type { SimResponse } from '../http/message.ts';
import { noStore } from './errors.ts';

/** Text that is HTML already. */
export interface Html {
  readonly markup: string;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup with every inserted text escaped; `Html` and lists of it are inserted as they are. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const inserted = values.map((value) => {
    if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => entities[character] ?? '');
    return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
  });
  return { markup: parts.map((part, index) => part + (inserted[index] ?? '')).join('') };
}

const style = {
  markup: `:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0;padding:1rem;display:grid;place-items:center;min-height:100vh;box-sizing:border-box;background:#eef1f5;color:#1b1f24}
main{background:#fff;padding:clamp(1.25rem,6vw,2.25rem);max-width:30rem;width:100%;box-sizing:border-box;border-radius:8px;box-shadow:0 6px 24px #0002;overflow-wrap:anywhere}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 1rem}ul{padding-left:1.2rem}li{margin:.5rem 0}small{color:#5b6470}
label{display:block;margin:.75rem 0}select{font:inherit;width:100%;min-height:2.75rem;padding:.4rem;margin-top:.25rem}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem;justify-content:flex-end;margin-top:1.5rem}
button{font:inherit;min-height:2.75rem;padding:.5rem 1.5rem;flex:0 1 auto;border-radius:4px;border:1px solid #6b7480;background:transparent;color:inherit;cursor:pointer}
button.primary{background:#0f5fa8;border-color:#0f5fa8;color:#fff}button:focus-visible,select:focus-visible{outline:3px solid #b06f00;outline-offset:2px}
footer{margin-top:1.5rem;border-top:1px solid #d5dae0;padding-top:.75rem}
@media(max-width:26rem){button{flex:1 1 auto}}
@media(prefers-color-scheme:dark){body{background:#15181c;color:#e8eaed}main{background:#22272e}small{color:#aab2bd}footer{border-color:#3a414a}button{border-color:#8a94a0}button:focus-visible,select:focus-visible{outline-color:#f2a900}}`,
};

const notMicrosoft: Readonly<Record<Language, string>> = {
  de: 'Simulierte Anmeldung: Nichts hiervon erreicht Microsoft.',
  en: 'Simulated sign-in: nothing here reaches Microsoft.',
};

/** A whole page. */
export function page(status: number, language: Language, title: string, body: Html): SimResponse {
  const document = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${style}</style></head>
<body><main>${body}<footer><small>${notMicrosoft[language]}</small></footer></main></body></html>
`;
  return {
    status,
    headers: { ...noStore, 'content-type': 'text/html; charset=utf-8', 'x-frame-options': 'DENY' },
    body: document.markup,
  };
}

export type Language = 'de' | 'en';

/** The page's language: `ui_locales` or `mkt` of the query, else the browser's first of the two. */
export function pageLanguage(query: URLSearchParams, acceptLanguage: string | undefined): Language {
  const wished = [query.get('ui_locales'), query.get('mkt'), acceptLanguage]
    .flatMap((list) => list?.toLowerCase().split(/[\s,]+/) ?? [])
    .find((tag) => tag.startsWith('de') || tag.startsWith('en'));
  return wished?.startsWith('de') === true ? 'de' : 'en';
}

/** Answers a browser with a redirect; `parameters` are added to the query or the fragment. */
export function redirect(
  target: string,
  parameters: Readonly<Record<string, string>>,
  mode: 'query' | 'fragment',
): SimResponse {
  const added = new URLSearchParams(parameters).toString();
  const separator = mode === 'fragment' ? '#' : target.includes('?') ? '&' : '?';
  return { status: 302, headers: { ...noStore, location: `${target}${separator}${added}` } };
}

import type { Fault } from '../../simulator/faults/registry.ts';

type Kind = Fault['kind'];
type Of<K extends Kind> = Extract<Fault, { kind: K }>;

/** Faults that amount to the same, in the order of the table; `lie`: it says that nothing happened, or is there, and that is not so. */
export const families = {
  'refused: 400': { lie: false },
  '400 though done': { lie: true },
  'token refused: 401': { lie: false },
  '401 though done': { lie: true },
  'forbidden: 403': { lie: false },
  '403 though done': { lie: true },
  'not there: 404': { lie: true },
  '404 though done': { lie: true },
  'conflict: 409, 412': { lie: false },
  '409, 412 though done': { lie: true },
  'failing: 423, 5xx': { lie: false },
  'done, then 423, 5xx': { lie: false },
  'throttled: 429': { lie: false },
  '429 though done': { lie: true },
  'no mailbox': { lie: false },
  'mailbox full': { lie: false },
  'silence or break': { lie: false },
  'done, then silence or break': { lie: false },
  'a minute late': { lie: false },
  'cut off': { lie: false },
  'token rejected': { lie: false },
  'delta expired': { lie: false },
  'empty page that leads to itself': { lie: false },
  'page without link': { lie: false },
  'entries twice': { lie: false },
  'another object': { lie: false },
  'a list': { lie: false },
  'a web page': { lie: false },
  'an empty list': { lie: true },
} as const satisfies Readonly<Record<string, { readonly lie: boolean }>>;

export type Family = keyof typeof families;

export const familyNames = Object.keys(families).filter((name): name is Family => name in families);

type Moment = Of<'status'>['when'];

/** What a status amounts to before and after its effect. */
const statuses: Readonly<Record<number, Readonly<Record<Moment, Family>>>> = {
  400: { before: 'refused: 400', after: '400 though done' },
  401: { before: 'token refused: 401', after: '401 though done' },
  403: { before: 'forbidden: 403', after: '403 though done' },
  404: { before: 'not there: 404', after: '404 though done' },
  409: { before: 'conflict: 409, 412', after: '409, 412 though done' },
  412: { before: 'conflict: 409, 412', after: '409, 412 though done' },
  423: { before: 'failing: 423, 5xx', after: 'done, then 423, 5xx' },
  429: { before: 'throttled: 429', after: '429 though done' },
  500: { before: 'failing: 423, 5xx', after: 'done, then 423, 5xx' },
  502: { before: 'failing: 423, 5xx', after: 'done, then 423, 5xx' },
  503: { before: 'failing: 423, 5xx', after: 'done, then 423, 5xx' },
  504: { before: 'failing: 423, 5xx', after: 'done, then 423, 5xx' },
};

const waits: readonly NonNullable<Of<'status'>['retryAfter']>[] = [
  { form: 'seconds', seconds: 7 },
  { form: 'date', seconds: 7 },
];
const namesWait: ReadonlySet<number> = new Set([429, 503]);

function statusFaults(): readonly Variant[] {
  const moments = ['before', 'after'] as const satisfies readonly Moment[];
  return Object.entries(statuses).flatMap(([code, byMoment]) => {
    const status = Number(code);
    const forms = namesWait.has(status) ? [null, ...waits] : [null];
    return moments.flatMap((when) =>
      forms.map(
        (retryAfter): Variant => ({ family: byMoment[when], fault: { kind: 'status', status, when, retryAfter } }),
      ),
    );
  });
}

const cut: Readonly<Record<Moment, Family>> = { before: 'silence or break', after: 'done, then silence or break' };
const bothMoments = (kind: 'hang' | 'reset'): readonly Variant[] => [
  { family: cut.before, fault: { kind, when: 'before' } },
  { family: cut.after, fault: { kind, when: 'after' } },
];

/** Each form once, or it does not compile. */
const expiries: Readonly<Record<Of<'delta-expired'>['form'], Family>> = {
  '410-location': 'delta expired',
  '410-resyncRequired': 'delta expired',
  '400-syncStateNotFound': 'delta expired',
  '400-SyncStateInvalid': 'delta expired',
};
const pages: Readonly<Record<Of<'partial-page'>['mode'], Family>> = {
  'empty-with-next': 'empty page that leads to itself',
  'missing-next': 'page without link',
  'repeat-items': 'entries twice',
};

const elsewhere = 'https://elsewhere.example/v1.0/users/delta';
const wrongTypes = { id: 7, value: [{ id: 5 }], responses: [{ id: 'x', status: '200' }], access_token: 5 };

/** A fault in one of its forms. */
export interface Variant {
  readonly family: Family;
  readonly fault: Fault;
}

/** Every fault of the simulator in every form: a kind that is missing does not compile. */
const byKind: Readonly<Record<Kind, readonly Variant[]>> = {
  status: [
    ...statusFaults(),
    {
      family: 'no mailbox',
      fault: { kind: 'status', status: 404, code: 'MailboxNotEnabledForRESTAPI', when: 'before' },
    },
    { family: 'mailbox full', fault: { kind: 'status', status: 507, code: 'ErrorQuotaExceeded', when: 'before' } },
  ],
  hang: bothMoments('hang'),
  reset: bothMoments('reset'),
  slow: [{ family: 'a minute late', fault: { kind: 'slow', delayMs: 60_000 } }],
  truncate: [{ family: 'cut off', fault: { kind: 'truncate' } }],
  'token-rejected': [{ family: 'token rejected', fault: { kind: 'token-rejected' } }],
  'delta-expired': formsOf(expiries, (form) => ({ kind: 'delta-expired', form })),
  'partial-page': formsOf(pages, (mode) => ({ kind: 'partial-page', mode })),
  body: [
    { family: 'another object', fault: { kind: 'body', body: {} } },
    { family: 'another object', fault: { kind: 'body', body: wrongTypes } },
    { family: 'another object', fault: { kind: 'body', body: { value: [], '@odata.nextLink': elsewhere } } },
    { family: 'a list', fault: { kind: 'body', body: [1, 2] } },
    { family: 'a web page', fault: { kind: 'body', body: '<html>busy</html>' } },
    { family: 'an empty list', fault: { kind: 'body', body: { value: [] } } },
  ],
};

export const variants: readonly Variant[] = Object.values(byKind).flat();

function formsOf<Form extends string>(
  forms: Readonly<Record<Form, Family>>,
  make: (form: Form) => Fault,
): readonly Variant[] {
  const found: Variant[] = [];
  for (const form in forms) found.push({ family: forms[form], fault: make(form) });
  return found;
}

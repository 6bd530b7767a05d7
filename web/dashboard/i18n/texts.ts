import type auditTrail from './en/audit-trail.json';
import type collections from './en/collections.json';
import type connect from './en/connect.json';
import type effects from './en/effects.json';
import type fields from './en/fields.json';
import type home from './en/home.json';
import type mailboxes from './en/mailboxes.json';
import type partner from './en/partner.json';
import type phonePreview from './en/phone-preview.json';
import type privacy from './en/privacy.json';
import type reference from './en/reference.json';
import type runs from './en/runs.json';
import type settings from './en/settings.json';
import type shell from './en/shell.json';
import type signIn from './en/sign-in.json';
import type syncs from './en/syncs.json';
import type tour from './en/tour.json';
import type ui from './en/ui.json';

/** Texts by area: one file per area and language. */
export interface Texts {
  readonly 'audit-trail': typeof auditTrail;
  readonly collections: typeof collections;
  readonly connect: typeof connect;
  readonly effects: typeof effects;
  readonly fields: typeof fields;
  readonly home: typeof home;
  readonly mailboxes: typeof mailboxes;
  readonly partner: typeof partner;
  readonly 'phone-preview': typeof phonePreview;
  readonly privacy: typeof privacy;
  readonly reference: typeof reference;
  readonly runs: typeof runs;
  readonly settings: typeof settings;
  readonly shell: typeof shell;
  readonly 'sign-in': typeof signIn;
  readonly syncs: typeof syncs;
  readonly tour: typeof tour;
  readonly ui: typeof ui;
}

export type Area = keyof Texts;

/** The compiler knows every key: a text that isn't there doesn't compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: Texts;
  }
}

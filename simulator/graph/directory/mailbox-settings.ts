import type { SimResponse } from '../../http/message.ts';
import { mailboxOf } from '../../world/mailboxes.ts';
import type { MailboxPurpose, SimUser } from '../../world/model.ts';
import { parseODataQuery } from '../odata/query.ts';
import type { Route, RouteContext } from '../route.ts';
import { metadataLink } from './list.ts';
import { findUser } from './lookup.ts';
import { readMailboxSettings } from './permissions.ts';
import { checkNames, pick } from './plain-list.ts';

const settingsProperties = [
  'archiveFolder',
  'timeZone',
  'delegateMeetingMessageDeliveryOptions',
  'dateFormat',
  'timeFormat',
  'userPurpose',
  'automaticRepliesSetting',
  'language',
  'workingHours',
];

/** The settings of a mailbox; a client reads from them what a mailbox is for, and finds out whether it can be used. */
export const mailboxSettingsRoutes: readonly Route[] = [
  {
    ...route('/users/{}/mailboxSettings'),
    handle: (context) => {
      const { user, purpose } = usableMailbox(context);
      const name = `users('${user.id}')/mailboxSettings`;
      const select = checkNames(settingsProperties, parseODataQuery(context.request.query, ['select']).select);
      const settings = pick(settingsOf(user, purpose), select);
      return { status: 200, headers: {}, body: { '@odata.context': metadataLink(context, name, select), ...settings } };
    },
  },
  ...['userPurpose', 'timeZone', 'language', 'dateFormat', 'timeFormat'].map((name) => ({
    ...route(`/users/{}/mailboxSettings/${name}`),
    handle: (context: RouteContext) => {
      parseODataQuery(context.request.query, []);
      const { user, purpose } = usableMailbox(context);
      return showValue(context, user, name, settingsOf(user, purpose)[name]);
    },
  })),
];

function route(pattern: string): Omit<Route, 'handle'> {
  return {
    method: 'GET',
    pattern,
    permissions: readMailboxSettings,
    service: 'mailbox',
    operation: 'mailboxSettings.get',
  };
}

/** @throws {GraphError} Exchange's answer for a mailbox that cannot be used. */
function usableMailbox(context: RouteContext): { readonly user: SimUser; readonly purpose: MailboxPurpose } {
  const { tenant } = context.caller;
  const [key = ''] = context.params;
  const user = findUser(tenant, key);
  mailboxOf(context.world, tenant, user?.id ?? key);
  if (user?.mailbox == null) throw new Error(`the mailbox of ${key} was found without its user`);
  return { user, purpose: user.mailbox.purpose };
}

function showValue(context: RouteContext, user: SimUser, name: string, value: unknown): SimResponse {
  const link = metadataLink(context, `users('${user.id}')/mailboxSettings/${name}`);
  const body =
    typeof value === 'object' && value !== null
      ? { '@odata.context': link, ...value }
      : { '@odata.context': link, value };
  return { status: 200, headers: {}, body };
}

function settingsOf(user: SimUser, userPurpose: MailboxPurpose): Readonly<Record<string, unknown>> {
  const timeZone = { name: 'W. Europe Standard Time' };
  const preferred = user.properties.preferredLanguage;
  const locale = typeof preferred === 'string' ? preferred : 'de-DE';
  return {
    archiveFolder: null,
    timeZone: timeZone.name,
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    dateFormat: 'dd.MM.yyyy',
    timeFormat: 'HH:mm',
    userPurpose,
    automaticRepliesSetting: {
      status: 'disabled',
      externalAudience: 'all',
      internalReplyMessage: '',
      externalReplyMessage: '',
      scheduledStartDateTime: { dateTime: '2026-01-01T08:00:00.0000000', timeZone: 'UTC' },
      scheduledEndDateTime: { dateTime: '2026-01-02T08:00:00.0000000', timeZone: 'UTC' },
    },
    language: { locale, displayName: locale },
    workingHours: {
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '08:00:00.0000000',
      endTime: '17:00:00.0000000',
      timeZone,
    },
  };
}

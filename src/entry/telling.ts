import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Config, ConfigError } from '../platform/config/config.ts';
import { translator } from '../platform/i18n/translator.ts';
import { createMailer, MailError, type Mailer, needsTls } from '../platform/mail/mailer.ts';
import { type NoticeMail, writeMail } from '../platform/mail/notice-mail.ts';
import { newWebhookSecret } from '../platform/webhooks/sign-webhook.ts';
import { createWebhookSender } from '../platform/webhooks/webhook-sender.ts';
import { countWeek } from '../runs/count-week.ts';
import { noticesOfRun } from '../runs/notices-of-run.ts';
import type { Run } from '../runs/stores.ts';
import type { Notice, Notices } from '../tenants/notices.ts';
import type { Tenant, TenantId } from '../tenants/ports.ts';
import { type MailSettings, mailSettings } from '../tenants/telling/mail-settings.ts';
import { createOutbox, type Message, type Sent } from '../tenants/telling/outbox.ts';
import {
  type Delivery,
  eventOf,
  noteDelivery,
  type Webhook,
  webhookBody,
  webhooksOf,
} from '../tenants/telling/webhooks.ts';
import { takeReportDue } from '../tenants/telling/weekly-report.ts';
import { currentDefinitions } from './definitions.ts';
import { type Program, partsOf } from './program.ts';
import { now } from './sync-context.ts';

/** Tells people by mail and programs by webhooks. */
export interface Telling extends Notices {
  readonly isMailConfigured: boolean;
  /** What is to be told of a run that has ended. */
  tellRun(tenantId: TenantId, run: Run): Promise<void>;
  /** Tells of the week, if it is time. */
  reportIfDue(tenant: Tenant): Promise<void>;
  sendDue(tenantId: TenantId, signal: AbortSignal): Promise<void>;
  sendTestMail(
    tenant: Tenant,
    settings: MailSettings,
  ): Promise<{ readonly accepted: readonly string[]; readonly rejected: readonly string[] }>;
  sendTestEvent(tenantId: TenantId, webhook: Webhook, signal: AbortSignal): Promise<Delivery>;
  newWebhookSecret(): string;
  close(): void;
}

export interface TellingOptions {
  /** As browsers see us: where mails lead to. */
  readonly publicUrl: string;
  /** Something is to be sent. */
  readonly wake: () => void;
}

/** @throws {ConfigError} A file that the configuration names cannot be read. */
export async function openTelling(program: Program, { publicUrl, wake }: TellingOptions): Promise<Telling> {
  const { config, stores } = program;
  const { documents } = stores;
  const mailer = await openMailer(config);
  const sendWebhook = createWebhookSender({
    now,
    allowPrivateAddresses: config.webhooks.allowPrivateAddresses,
    ...(config.caFile === undefined ? {} : { caPem: await read('caFile', config.caFile) }),
  });

  const pageOf = (tenantId: TenantId, page: string) => new URL(`/t/${tenantId}${page}`, publicUrl).href;

  /** Null: it is not true any more. */
  async function mailOf({ tenantId, name }: Tenant, notice: Notice): Promise<NoticeMail | null> {
    const mail = (kind: NoticeMail['kind'], page: string, values: NoticeMail['values'] = {}): NoticeMail => ({
      kind,
      tenantName: name,
      url: pageOf(tenantId, page),
      values,
    });
    switch (notice.kind) {
      case 'run-held': {
        const run = await stores.runs.run(tenantId, notice.runId);
        if (run?.state !== 'held') return null;
        const { deletesHeld: deletes, listChangesHeld: changes, leaversHeld: leavers } = run.totals;
        return mail('run-held', '/runs', { deletes, changes, leavers });
      }
      case 'run-failed':
        return mail('run-failed', '/runs', { reason: notice.reason ?? '?' });
      case 'mailboxes-unavailable':
        return mail('mailboxes-unavailable', '/mailboxes', { mailboxes: notice.mailboxes });
      case 'consent-withdrawn':
        return mail('consent-withdrawn', '/connect');
      case 'weekly-report': {
        const parts = await partsOf(program, tenantId);
        if (parts === null) return null;
        const { definitions } = await currentDefinitions(parts);
        const heads = definitions.syncs.map(async ({ syncId, collectionId }) => {
          return { syncId, version: (await stores.collections.head(tenantId, collectionId)).version };
        });
        return mail('weekly-report', '', { ...(await countWeek(stores, tenantId, await Promise.all(heads), now())) });
      }
      case 'consent-given':
      case 'run-ended':
      case 'tenant-left':
        return null;
    }
  }

  async function sendMail(tenantId: TenantId, { notice, messageId }: Message, recipient: string): Promise<Sent> {
    const tenant = await stores.tenants.tenant(tenantId);
    if (mailer === null || tenant === null) return { kind: 'never' };
    const { settings } = await mailSettings(documents, tenantId, tenant.language);
    const isWanted = settings.recipients.includes(recipient) && settings.on.some((kind) => kind === notice.kind);
    const mail = isWanted ? await mailOf(tenant, notice) : null;
    if (mail === null) return { kind: 'never' };
    try {
      await mailer.send(messageId, recipient, writeMail(mail, settings.language, translator(settings.language)));
      return { kind: 'sent' };
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      return { kind: error.code === 'refused' ? 'never' : 'again' };
    }
  }

  async function sendEvent(
    tenantId: TenantId,
    { url, secret, webhookId }: Webhook,
    messageId: string,
    body: string,
    signal: AbortSignal,
  ): Promise<Delivery & { readonly isGone: boolean }> {
    const { ok, isGone, detail } = await sendWebhook({ url, secret, messageId, body }, signal);
    const delivery = { at: now(), ok, detail };
    if (!signal.aborted) await noteDelivery(documents, tenantId, webhookId, delivery);
    return { ...delivery, isGone };
  }

  const outbox = createOutbox({
    documents,
    now,
    newId: () => `msg_${randomUUID()}`,
    async mailSettings(tenantId) {
      return mailer === null ? null : (await mailSettings(documents, tenantId, 'en')).settings;
    },
    webhooks: (tenantId) => webhooksOf(documents, tenantId),
    async send(tenantId, message, signal) {
      const { way, notice, messageId, createdAt } = message;
      if (way.kind === 'mail') return sendMail(tenantId, message, way.recipient);
      const webhook = (await webhooksOf(documents, tenantId)).find(({ webhookId }) => webhookId === way.webhookId);
      const event = eventOf(notice);
      if (webhook === undefined || event === null) return { kind: 'never' };
      const body = webhookBody(tenantId, event, createdAt, notice);
      const { ok, isGone } = await sendEvent(tenantId, webhook, messageId, body, signal);
      if (ok) return { kind: 'sent' };
      return { kind: isGone ? 'never' : 'again' };
    },
    wake,
  });

  return {
    isMailConfigured: mailer !== null,
    tell: outbox.tell,
    sendDue: outbox.sendDue,
    async tellRun(tenantId, run) {
      const earlier = await stores.runs.runs(tenantId, run.syncId, 20);
      for (const notice of noticesOfRun(run, earlier)) await outbox.tell(tenantId, notice);
    },
    async reportIfDue({ tenantId, timeZone }) {
      if (mailer === null) return;
      if (await takeReportDue(documents, tenantId, timeZone, now())) {
        await outbox.tell(tenantId, { kind: 'weekly-report' });
      }
    },
    async sendTestMail({ tenantId, name }, { recipients, language }) {
      const mail: NoticeMail = { kind: 'test', tenantName: name, url: pageOf(tenantId, '/settings'), values: {} };
      const written = writeMail(mail, language, translator(language));
      const send = (recipient: string) => mailer?.send(`msg_${randomUUID()}`, recipient, written);
      const sent = await Promise.allSettled(recipients.map(send));
      const those = (status: 'fulfilled' | 'rejected') =>
        recipients.filter((_, index) => sent[index]?.status === status);
      return { accepted: those('fulfilled'), rejected: those('rejected') };
    },
    async sendTestEvent(tenantId, webhook, signal) {
      const body = webhookBody(tenantId, 'test', now(), null);
      return sendEvent(tenantId, webhook, `msg_${randomUUID()}`, body, signal);
    },
    newWebhookSecret: () => newWebhookSecret(randomBytes),
    close: () => mailer?.close(),
  };
}

async function openMailer({ smtp, caFile }: Config): Promise<Mailer | null> {
  if (smtp === undefined) return null;
  const { host, port, secure, from, user, passwordFile, caFile: ownCa = caFile } = smtp;
  const password = passwordFile === undefined ? null : await read('smtp.passwordFile', passwordFile);
  return createMailer({
    host,
    port,
    secure,
    from,
    needsTls: needsTls(host),
    ...(user === undefined || password === null ? {} : { login: { user, password: password.replace(/\r?\n$/, '') } }),
    ...(ownCa === undefined ? {} : { caPem: await read('smtp.caFile', ownCa) }),
  });
}

function read(field: string, path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new ConfigError(`${field}: ${path} cannot be read: check the path and the file's permissions.`);
  });
}

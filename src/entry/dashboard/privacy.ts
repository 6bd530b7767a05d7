import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PrivacyPorts } from '../../api/dashboard/privacy/ports.ts';
import type { Config } from '../../platform/config/config.ts';
import { type Language, translator } from '../../platform/i18n/translator.ts';
import { type LegalValues, readLegalDocument } from '../../platform/legal/legal-document.ts';
import { createSealedById } from '../../platform/vault/sealed-by-id.ts';
import type { Run } from '../../runs/stores.ts';
import { parseCertificate } from '../../tenants/leaving/certificate.ts';
import { createLeavings, isLeaving } from '../../tenants/leaving/leaving.ts';
import type { Notices } from '../../tenants/notices.ts';
import type { TenantId } from '../../tenants/ports.ts';
import { maxRetentionDays } from '../../tenants/retention-settings.ts';
import { sessionIdleMs, sessionLifetimeMs } from '../../tenants/sessions.ts';
import { filesOf, leavingPorts } from '../leaving.ts';
import type { Program } from '../program.ts';
import { purgeIdentity, purgeNow, purgeOldNow } from '../purge.ts';
import { now } from '../sync-context.ts';
import { openTelling } from '../telling.ts';

/** What is kept of tenants, who is told what, and how they leave. */
export interface Privacy {
  readonly ports: PrivacyPorts;
  readonly notices: Notices;
  /** Tells what is to be told of a run that has ended. */
  onRunEnd(tenantId: TenantId, run: Run): void;
  /** Told when what of a tenant is kept in memory for its pages is to be forgotten. */
  onForget(listener: (tenantId: TenantId) => void): void;
  /** Does what is due of all tenants: sends, reports, purges, goes on with leaving. */
  turn(): Promise<void>;
  /** Takes turns from now on. */
  start(): void;
  /** Ends all of it; what is left undone goes on with the next start. @param signal Breaks off what is in flight. */
  close(signal: AbortSignal): Promise<void>;
}

export interface PrivacyOptions {
  /** As browsers see us. */
  readonly publicUrl: string;
  /** Ends runs of a tenant that are under way or wait. */
  readonly stopRuns: (tenantId: TenantId) => void;
  /** Takes back, before a tenant is removed, what was asked for elsewhere on its behalf. */
  readonly takeBack?: (tenantId: TenantId, signal: AbortSignal) => Promise<void>;
  /** Told of what should not happen. No content. */
  readonly onFailure: (error: unknown) => void;
}

const turnEveryMs = 10_000;
const purgeEveryMs = 6 * 3_600_000;
/** At a start runs begin, which purge by themselves. */
const firstPurgeAfterMs = 10 * 60_000;
const testMailEveryMs = 60_000;

/** @throws {ConfigError} A file that the configuration names cannot be read. */
export async function openPrivacy(program: Program, options: PrivacyOptions): Promise<Privacy> {
  const { stores } = program;
  const { publicUrl, stopRuns, takeBack = async () => {}, onFailure } = options;
  const stopping = new AbortController();
  const cancelling = new AbortController();
  let bell = new AbortController();
  const wake = () => bell.abort();
  const telling = await openTelling(program, { publicUrl, wake });
  const certificates = createSealedById('certificate');
  const testMailAtMs = new Map<TenantId, number>();
  const purgeAtMs = new Map<TenantId, number>();
  const firstPurgeAtMs = Date.now() + firstPurgeAfterMs;
  let purgeIdentityAtMs = 0;
  const working = new Set<Promise<void>>();
  const forgetters: ((tenantId: TenantId) => void)[] = [];
  const forget = (tenantId: TenantId) => {
    for (const listener of forgetters) listener(tenantId);
  };

  const leavings = createLeavings(
    leavingPorts(program, {
      certificates,
      stopRuns,
      async tellLeft(tenantId, signal) {
        const soon = AbortSignal.any([signal, AbortSignal.timeout(20_000)]);
        await takeBack(tenantId, soon).catch(onFailure);
        await telling.tell(tenantId, { kind: 'tenant-left' });
        // The first may have begun before this was told.
        for (let tries = 0; tries < 2; tries += 1) await telling.sendDue(tenantId, soon);
      },
      onGone(tenantId) {
        forget(tenantId);
        for (const map of [testMailAtMs, purgeAtMs]) map.delete(tenantId);
      },
      cancel: cancelling.signal,
    }),
  );

  async function purgeIfDue(tenantId: TenantId): Promise<void> {
    if (Date.now() < (purgeAtMs.get(tenantId) ?? firstPurgeAtMs)) return;
    if (await purgeOldNow(program, tenantId)) purgeAtMs.set(tenantId, Date.now() + purgeEveryMs);
  }

  async function purgeIdentityIfDue(): Promise<void> {
    if (Date.now() < purgeIdentityAtMs) return;
    await purgeIdentity(stores, now());
    purgeIdentityAtMs = Date.now() + purgeEveryMs;
  }

  async function turn(): Promise<void> {
    const { signal } = stopping;
    await purgeIdentityIfDue().catch(onFailure);
    const side: Promise<void>[] = [];
    for (const tenant of await stores.tenants.tenants()) {
      const { tenantId } = tenant;
      if (signal.aborted) break;
      try {
        if (!(await isLeaving(stores.documents, tenantId))) {
          await telling.reportIfDue(tenant);
          await purgeIfDue(tenantId);
        }
      } catch (error) {
        onFailure(error);
      }
      side.push(telling.sendDue(tenantId, signal).catch(onFailure), leavings.work(tenantId, signal).catch(onFailure));
    }
    await Promise.all(side);
  }

  function inBackground(work: Promise<void>): void {
    const watched = work.catch(onFailure).finally(() => working.delete(watched));
    working.add(watched);
  }

  async function takeTurns(): Promise<void> {
    while (!stopping.signal.aborted) {
      bell = new AbortController();
      // Whatever takes long goes on beside the next turn, which does not do it twice.
      inBackground(turn());
      const signal = AbortSignal.any([stopping.signal, bell.signal]);
      await sleep(turnEveryMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  return {
    notices: telling,
    onRunEnd: (tenantId, run) => inBackground(telling.tellRun(tenantId, run)),
    onForget: (listener) => void forgetters.push(listener),
    turn,
    start: () => inBackground(takeTurns()),
    async close(signal) {
      stopping.abort();
      const cancel = () => cancelling.abort();
      if (signal.aborted) cancel();
      signal.addEventListener('abort', cancel, { once: true });
      while (working.size > 0) await Promise.all(working);
      signal.removeEventListener('abort', cancel);
      telling.close();
    },
    ports: {
      documents: stores.documents,
      data: stores.tenantData,
      files: (tenantId) => filesOf(program, tenantId),
      async purgeNow(tenantId) {
        const isDone = await purgeNow(program, tenantId);
        if (isDone) forget(tenantId);
        return isDone;
      },
      purgeOld: async (tenantId) => void (await purgeOldNow(program, tenantId)),
      leavings,
      wakeLeaving: wake,
      async certificate(certificateId) {
        const sealed = await stores.tenantData.certificate(certificates.hashOf(certificateId));
        return sealed === null ? null : parseCertificate(certificates.open(certificateId, sealed));
      },
      legalDocument: (name, language) => readLegalDocument(name, language, legalValues(program.config, language)),
      isMailConfigured: telling.isMailConfigured,
      sendTestMail: telling.sendTestMail,
      testMailWait(tenantId) {
        const waitMs = (testMailAtMs.get(tenantId) ?? 0) + testMailEveryMs - Date.now();
        if (waitMs > 0) return Math.ceil(waitMs / 1000);
        testMailAtMs.set(tenantId, Date.now());
        return 0;
      },
      sendTestEvent: telling.sendTestEvent,
      newId: randomUUID,
      newWebhookSecret: telling.newWebhookSecret,
    },
  };
}

function legalValues({ operator, smtp }: Config, language: Language): LegalValues {
  const t = translator(language);
  const say = (key: string) => t(`privacy.document.${key}`);
  const hourMs = 3_600_000;
  const subProcessors = operator?.subProcessors ?? [];
  return {
    operator:
      operator === undefined
        ? [say('notStated')]
        : [operator.name, ...operator.address.split(/\s*\n\s*/), operator.email],
    operatorEmail: operator?.email ?? say('notStated'),
    dataProtectionOfficer: operator?.dataProtectionOfficer ?? say('noOfficer'),
    maxRetentionDays: String(maxRetentionDays),
    sessionIdleHours: String(sessionIdleMs / hourMs),
    sessionDays: String(sessionLifetimeMs / (24 * hourMs)),
    smtpServer: smtp?.host ?? say('noMail'),
    subProcessors:
      subProcessors.length === 0
        ? [say('noSubProcessors')]
        : subProcessors.map((one) => t('privacy.document.subProcessor', { ...one })),
  };
}

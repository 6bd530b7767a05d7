import { isIP } from 'node:net';
import { getCACertificates } from 'node:tls';
import { createTransport } from 'nodemailer';
import type { Mail } from './notice-mail.ts';

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS. */
  readonly secure: boolean;
  /** Mail and password never go over a network in the clear. Off for this machine alone: see `needsTls`. */
  readonly needsTls: boolean;
  readonly from: string;
  readonly login?: { readonly user: string; readonly password: string };
  /** PEM of an authority to trust beside the public ones. */
  readonly caPem?: string;
}

/** Why a mail was not taken; no addresses and no texts. */
export class MailError extends Error {
  /** `refused`: this recipient is not accepted, now or later; `failed`: it may be at another time. */
  readonly code: 'refused' | 'failed';
  /** The server's answer or the network's code: `550`, `ECONNECTION`. */
  readonly detail: string;

  constructor(code: MailError['code'], detail: string) {
    super(`The mail server did not take a mail (${detail}).`);
    this.name = 'MailError';
    this.code = code;
    this.detail = detail;
  }
}

export interface Mailer {
  /**
   * Sends one mail to one recipient.
   * @param messageId Makes the mail's own id: the same for every try.
   * @throws {MailError}
   */
  send(messageId: string, recipient: string, mail: Mail): Promise<void>;
  close(): void;
}

const timeoutMs = 20_000;

/** Whether TLS is needed: only what does not leave the machine may do without. */
export function needsTls(host: string): boolean {
  const isLoopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  return !isLoopback;
}

/** Sends mail over one SMTP server, a connection each. */
export function createMailer(server: SmtpServer): Mailer {
  const { host, port, secure, login, caPem, from } = server;
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: server.needsTls,
    // On this machine a server may have a certificate that nobody vouches for.
    ignoreTLS: !server.needsTls && caPem === undefined,
    ...(login === undefined ? {} : { auth: { user: login.user, pass: login.password } }),
    tls: { ca: [...getCACertificates('default'), ...(caPem === undefined ? [] : [caPem])], minVersion: 'TLSv1.2' },
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    async send(messageId, recipient, { subject, text, html }) {
      try {
        await transport.sendMail({
          messageId: `<${messageId}@${domainOf(from)}>`,
          from,
          // As an object, one address is one recipient, whatever is in it.
          to: { name: '', address: recipient },
          subject,
          text,
          html,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
      } catch (error) {
        throw toMailError(error);
      }
    },
    close: () => transport.close(),
  };
}

function domainOf(from: string): string {
  return /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
}

function toMailError(error: unknown): MailError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const status = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : null;
  const detail = status === null ? code : String(status);
  // Of everything else the operator may cure the reason within the day: a wrong password, a certificate.
  const isRefused = code === 'EENVELOPE' && status !== null && status >= 500;
  return new MailError(isRefused ? 'refused' : 'failed', detail);
}

import { once } from 'node:events';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { createMailer, needsTls, type SmtpServer } from '../../../src/platform/mail/mailer.ts';
import { createServerCertificate, type LocalhostCertificate } from '../../fixtures/server-certificate.ts';

const mail = { subject: 'Grüße an Böhm', text: 'Ein Text', html: '<p>Ein Text</p>' };

interface Received {
  readonly to: readonly string[];
  readonly secure: boolean;
  readonly user: string | undefined;
  readonly text: string;
}

let certificate: LocalhostCertificate;
beforeAll(async () => {
  certificate = await createServerCertificate();
});

/** An SMTP server on this machine, and what it received. */
async function smtpServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    key: certificate.keyPem,
    cert: certificate.certPem,
    ...options,
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('wrong')),
    onRcptTo: ({ address }, _session, done) => {
      if (!address.startsWith('nobody')) return done();
      done(Object.assign(new Error('no such user'), { responseCode: 550 }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, secure: session.secure, user: session.user, text: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  server.on('error', () => {});
  const listening = server.listen(0, 'localhost');
  await once(listening, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const settings: SmtpServer = {
    host: 'localhost',
    port,
    secure: false,
    needsTls: true,
    from: 'Ringbook <ringbook@contoso.example>',
    caPem: certificate.caPem,
  };
  return { settings, received };
}

function mailerOf(settings: SmtpServer) {
  const mailer = createMailer(settings);
  onTestFinished(() => mailer.close());
  return mailer;
}

test('a mail arrives over STARTTLS, with text, HTML and an id of its own', async () => {
  const { settings, received } = await smtpServer();
  await mailerOf(settings).send('message-1', 'ada@contoso.example', mail);
  expect(received).toMatchObject([{ to: ['ada@contoso.example'], secure: true }]);
  const text = received[0]?.text ?? '';
  expect(text).toContain('Message-ID: <message-1@contoso.example>');
  expect(text).toContain('Auto-Submitted: auto-generated');
  expect(text).toContain('multipart/alternative');
});

test('a mail arrives over TLS from the first byte, with a login', async () => {
  const { settings, received } = await smtpServer({ secure: true, authOptional: false });
  await mailerOf({ ...settings, secure: true, login: { user: 'ringbook', password: 'right' } }).send(
    'm',
    'a@b.example',
    mail,
  );
  expect(received).toMatchObject([{ secure: true, user: 'ringbook' }]);
});

test('without TLS nothing is sent, where it is needed', async () => {
  const { settings, received } = await smtpServer({ disabledCommands: ['STARTTLS'] });
  const sending = mailerOf(settings).send('m', 'a@b.example', mail);
  await expect(sending).rejects.toMatchObject({ name: 'MailError', code: 'failed' });
  expect(received).toEqual([]);
});

test('on this machine it may be without', async () => {
  const { settings, received } = await smtpServer({ disabledCommands: ['STARTTLS'] });
  const { caPem: _, ...local } = settings;
  await mailerOf({ ...local, needsTls: false }).send('m', 'a@b.example', mail);
  expect(received).toHaveLength(1);
});

test('a server that nobody vouches for gets nothing', async () => {
  const { settings, received } = await smtpServer();
  const { caPem: _, ...unknown } = settings;
  await expect(mailerOf(unknown).send('m', 'a@b.example', mail)).rejects.toMatchObject({ code: 'failed' });
  expect(received).toEqual([]);
});

test('a recipient that does not exist is refused for good, a wrong password is not', async () => {
  const { settings } = await smtpServer();
  const refused = mailerOf(settings).send('m', 'nobody@b.example', mail);
  await expect(refused).rejects.toMatchObject({ code: 'refused', detail: '550' });
  const login = { user: 'ringbook', password: 'wrong' };
  await expect(mailerOf({ ...settings, login }).send('m', 'a@b.example', mail)).rejects.toMatchObject({
    code: 'failed',
  });
  const error: unknown = await refused.catch((thrown: unknown) => thrown);
  expect(String(error)).not.toContain('nobody');
});

test('one address is one recipient, whatever is in it', async () => {
  const { settings, received } = await smtpServer();
  await mailerOf(settings)
    .send('m', 'a@b.example, c@d.example', mail)
    .catch(() => {});
  expect(received.flatMap(({ to }) => to)).not.toContain('c@d.example');
});

test.each([
  ['localhost', false],
  ['127.0.0.1', false],
  ['127.8.8.8', false],
  ['::1', false],
  ['127.0.0.1.contoso.example', true],
  ['localhost.contoso.example', true],
  ['mail.contoso.example', true],
  ['10.0.0.1', true],
])('TLS for %s: %s', (host, needed) => {
  expect(needsTls(host)).toBe(needed);
});

import { ConnectorError } from '../../../runs/connector-error.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { findConnection } from './find-connection.ts';

export const probeMailbox: Handler<'probeMailbox'> = async ({ work, params, body, signal }) => {
  const { connectionId } = await findConnection(work, params.connectionId);
  const startedMs = Date.parse(work.now());
  const tookMs = () => Math.max(0, Date.parse(work.now()) - startedMs);
  return work.withConnectors(async (connectors) => {
    const { mailboxes, target } = connectors.of(connectionId);
    try {
      const mailboxId = await mailboxes.find(body.mailbox, signal);
      const own = await target.ownFolders(mailboxId, signal);
      return { state: 'reachable', code: null, detail: null, ownFolders: own.length, tookMs: tookMs() };
    } catch (error) {
      // That concerns more than this mailbox.
      if (!(error instanceof ConnectorError) || error.code === 'consent-withdrawn') throw error;
      const { code, detail } = error.failure;
      const state = code === 'mailbox-not-found' ? 'unknown-mailbox' : 'not-reachable';
      return { state, code, detail, ownFolders: null, tookMs: tookMs() };
    }
  });
};

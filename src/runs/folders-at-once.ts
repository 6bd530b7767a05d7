import type { RunSettings } from './context.ts';
import type { TenantConnector } from './ports.ts';

/** Looking for folders takes one request at a time each: fewer would not fill a batch. */
export const fewestFolders = 100;

/** How many folders are worked on at the same time: as many as keep the connector busy, as the rest would only wait in memory. */
export function foldersAtOnce({
  connector,
  settings,
}: {
  readonly connector: Pick<TenantConnector, 'mailboxesAtOnce'>;
  readonly settings: Pick<RunSettings, 'foldersInFlight'>;
}): number {
  return Math.min(settings.foldersInFlight, Math.max(fewestFolders, connector.mailboxesAtOnce()));
}

import type { PageServer } from '../context.ts';

/** `GET /healthz`: 200 while the process answers. */
export function getHealth(server: PageServer): void {
  server.get('/healthz', async () => ({ status: 'ok' }));
}

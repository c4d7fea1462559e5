import type { Socket } from 'node:net';
import type pg from 'pg';

/**
 * Teaches one connection to hand the statements asked for in the same moment to the system in one call: a call costs more
 * than most statements of a page.
 */
export function sendInParcels(client: pg.PoolClient): void {
  const run = client.query.bind(client) as (...args: unknown[]) => unknown;
  let isOpen = false;
  const query = (...args: unknown[]): unknown => {
    if (!isOpen) {
      isOpen = true;
      const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
      stream.cork();
      process.nextTick(() => {
        isOpen = false;
        stream.uncork();
      });
    }
    return run(...args);
  };
  client.query = query as typeof client.query;
}

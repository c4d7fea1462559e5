import path from 'node:path';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { type DbHandle, openDb } from '#app/platform/db/pools.server.ts';
import { ROOT } from '#scripts/source-hash.ts';
import { startedDemo } from '#tests/support/started-demo.ts';

let handle: DbHandle | undefined;

/** The database of the demo under test, as its owner; opened once in each process of the test run. */
export function demoDatabase(): DbHandle {
  handle ??= openDb({ url: startedDemo().ownerUrl, name: 'browser-tests', connectionsMax: 3 });
  return handle;
}

/** The laws that do not hold over the demo's data; a test that wrote something expects none. */
export const lawsBroken = () => brokenInvariants(demoDatabase().pool, path.join(ROOT, 'db'));

/** The one value a statement answers; fails when it answers none. */
export async function oneValue<Value>(statement: string, parameters: readonly unknown[] = []): Promise<Value> {
  const { rows } = await demoDatabase().pool.query<Record<string, Value>>(statement, [...parameters]);
  const row = rows[0];
  if (!row) throw new Error(`The demo has nothing for: ${statement}`);
  return Object.values(row)[0] as Value;
}

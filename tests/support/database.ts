import { afterAll, beforeAll, expect, inject } from 'vitest';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { type DbHandle, openDb } from '#app/platform/db/pools.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { onServer, SQL_DIR, TEMPLATE, TEST_ROLE_PASSWORDS, withDatabaseName } from './template.ts';

const asRole = (url: string, role: 'staff' | 'portal' | 'worker' | 'partner'): string => {
  const changed = new URL(url);
  changed.username = `tallystick_${role}`;
  changed.password = TEST_ROLE_PASSWORDS[role];
  return changed.href;
};

export type TestDatabase = {
  url: string;
  staffUrl: string;
  portalUrl: string;
  workerUrl: string;
  partnerUrl: string;
  /** Superuser handle, for planting violations and looking behind the walls. */
  owner: DbHandle;
  staff: DbHandle;
  portal: DbHandle;
  worker: DbHandle;
  partner: DbHandle;
};

let counter = 0;

export async function createTestDatabase(
  superuserUrl: string,
  name?: string,
): Promise<TestDatabase & { drop(): Promise<void> }> {
  counter += 1;
  const database = name ?? `t_${process.pid}_${counter}_${Math.random().toString(36).slice(2, 8)}`;
  await onServer(superuserUrl, (client) => client.query(`create database ${database} template ${TEMPLATE}`));
  const url = withDatabaseName(superuserUrl, database);
  const open = (address: string, role: string) =>
    openDb({ url: address, name: `test-${role}`, connectionsMax: 20, isForPages: role === 'portal' });
  const handles = {
    owner: open(url, 'owner'),
    staff: open(asRole(url, 'staff'), 'staff'),
    portal: open(asRole(url, 'portal'), 'portal'),
    worker: open(asRole(url, 'worker'), 'worker'),
    partner: open(asRole(url, 'partner'), 'partner'),
  };
  return {
    url,
    staffUrl: asRole(url, 'staff'),
    portalUrl: asRole(url, 'portal'),
    workerUrl: asRole(url, 'worker'),
    partnerUrl: asRole(url, 'partner'),
    ...handles,
    drop: async () => {
      for (const handle of Object.values(handles)) await handle.close();
      await onServer(superuserUrl, (client) => client.query(`drop database if exists ${database} with (force)`));
    },
  };
}

/**
 * One fresh database for a test file, with jobs open for sending. Checks every invariant at the end, so that a test
 * that leaves the ledger wrong fails even if its own assertions did not notice. Use inside describe or at top level:
 * `const database = useDatabase();` then `database.current.staff.db`.
 */
export function useDatabase(options: { checkInvariants?: boolean } = {}): { current: TestDatabase } {
  const holder = {} as { current: TestDatabase & { drop(): Promise<void> } };
  beforeAll(async () => {
    holder.current = await createTestDatabase(inject('superuserUrl'));
    await openJobs(holder.current.staffUrl);
  });
  afterAll(async () => {
    if (options.checkInvariants !== false)
      expect(await brokenInvariants(holder.current.owner.pool, SQL_DIR)).toEqual([]);
    await closeJobs();
    await holder.current.drop();
  });
  return holder;
}

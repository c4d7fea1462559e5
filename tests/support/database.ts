import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { type DbHandle, openDb } from '#app/platform/db/pools.server.ts';
import { grantJobTables } from '#app/platform/db/job-tables.server.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { migrate } from '#app/platform/db/migrate.server.ts';
import { closeJobs, createQueues, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { QUEUES } from '#app/workflows/queues.ts';

/** Test databases are clones of one migrated template, one per test file. Passwords guard nothing here. */
export const TEST_ROLE_PASSWORDS = { staff: 'test-staff', portal: 'test-portal', worker: 'test-worker' };
const TEMPLATE = 'tallystick_template';
export const SQL_DIR = fileURLToPath(new URL('../../db', import.meta.url));

const withDatabaseName = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
};

const asRole = (url: string, role: 'staff' | 'portal' | 'worker'): string => {
  const changed = new URL(url);
  changed.username = `tallystick_${role}`;
  changed.password = TEST_ROLE_PASSWORDS[role];
  return changed.href;
};

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Called once by the global setup: makes the template that every test file clones. */
export async function prepareTemplate(superuserUrl: string): Promise<void> {
  await onServer(superuserUrl, async (client) => {
    await client.query(`drop database if exists ${TEMPLATE}`);
    await client.query(`create database ${TEMPLATE}`);
  });
  const url = withDatabaseName(superuserUrl, TEMPLATE);
  await migrate({ ownerUrl: url, rolePasswords: TEST_ROLE_PASSWORDS, sqlDir: SQL_DIR, mode: 'test' });
  await createQueues(url, QUEUES);
  await grantJobTables(url);
}

export type TestDatabase = {
  url: string;
  staffUrl: string;
  portalUrl: string;
  workerUrl: string;
  /** Superuser handle, for planting violations and looking behind the walls. */
  owner: DbHandle;
  staff: DbHandle;
  portal: DbHandle;
  worker: DbHandle;
};

let counter = 0;

export async function createTestDatabase(superuserUrl: string, name?: string): Promise<TestDatabase & { drop(): Promise<void> }> {
  counter += 1;
  const database = name ?? `t_${process.pid}_${counter}_${Math.random().toString(36).slice(2, 8)}`;
  await onServer(superuserUrl, (client) => client.query(`create database ${database} template ${TEMPLATE}`));
  const url = withDatabaseName(superuserUrl, database);
  const open = (address: string, role: string) => openDb({ url: address, name: `test-${role}`, connectionsMax: 20 });
  const handles = {
    owner: open(url, 'owner'),
    staff: open(asRole(url, 'staff'), 'staff'),
    portal: open(asRole(url, 'portal'), 'portal'),
    worker: open(asRole(url, 'worker'), 'worker'),
  };
  return {
    url,
    staffUrl: asRole(url, 'staff'),
    portalUrl: asRole(url, 'portal'),
    workerUrl: asRole(url, 'worker'),
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
    if (options.checkInvariants !== false) expect(await brokenInvariants(holder.current.owner.pool, SQL_DIR)).toEqual([]);
    await closeJobs();
    await holder.current.drop();
  });
  return holder;
}

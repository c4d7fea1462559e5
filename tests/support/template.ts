import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { grantJobTables } from '#app/platform/db/job-tables.server.ts';
import { migrate } from '#app/platform/db/migrate.server.ts';
import { createQueues } from '#app/platform/jobs/jobs.server.ts';
import { QUEUES } from '#app/workflows/queues.ts';

/** Test databases are clones of one migrated template, one per test file. Passwords guard nothing here. */
export const TEST_ROLE_PASSWORDS = {
  staff: 'test-staff',
  portal: 'test-portal',
  worker: 'test-worker',
  partner: 'test-partner',
};
export const TEMPLATE = 'tallystick_template';
export const SQL_DIR = fileURLToPath(new URL('../../db', import.meta.url));

export const withDatabaseName = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
};

export async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
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

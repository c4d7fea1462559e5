import { grantJobTables } from '#app/platform/db/job-tables.server.ts';
import { migrate } from '#app/platform/db/migrate.server.ts';
import { type DbHandle, openDb } from '#app/platform/db/pools.server.ts';
import { closeJobs, createQueues, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { QUEUES } from '#app/workflows/queues.ts';
import type { Cluster } from '#scripts/embedded-postgres.ts';
import { setUpCompany } from '#tests/support/people.ts';
import { onServer, SQL_DIR, TEST_ROLE_PASSWORDS, withDatabaseName } from '#tests/support/template.ts';

export type BenchDatabase = {
  ownerUrl: string;
  staffUrl: string;
  portalUrl: string;
  workerUrl: string;
  owner: DbHandle;
  staff: DbHandle;
  portal: DbHandle;
  close(): Promise<void>;
};

const STATEMENT_TIMEOUT_MS = 600_000;
const CONNECTIONS_MAX = 20;

/**
 * A migrated database of its own on the bench's server, with a company, the queues, and one handle per role as the
 * processes of a real system have them. The staff handle works under the same walls as the screens.
 */
export async function openBenchDatabase(cluster: Cluster, name: string): Promise<BenchDatabase> {
  await onServer(cluster.superuserUrl(), (client) => client.query(`create database ${name}`));
  const ownerUrl = withDatabaseName(cluster.superuserUrl(), name);
  await migrate({ ownerUrl, rolePasswords: TEST_ROLE_PASSWORDS, sqlDir: SQL_DIR, mode: 'test' });
  await createQueues(ownerUrl, QUEUES);
  await grantJobTables(ownerUrl);
  const urlOf = (role: 'staff' | 'portal' | 'worker') => {
    const url = new URL(ownerUrl);
    url.username = `tallystick_${role}`;
    url.password = TEST_ROLE_PASSWORDS[role];
    return url.href;
  };
  const open = (url: string, role: string) =>
    openDb({ url, name: `bench-${role}`, connectionsMax: CONNECTIONS_MAX, statementTimeoutMs: STATEMENT_TIMEOUT_MS });
  const owner = open(ownerUrl, 'owner');
  const staff = open(urlOf('staff'), 'staff');
  const portal = open(urlOf('portal'), 'portal');
  await setUpCompany(owner.db);
  await openJobs(urlOf('staff'));
  const urls = { ownerUrl, staffUrl: urlOf('staff'), portalUrl: urlOf('portal'), workerUrl: urlOf('worker') };
  return {
    ...{ ...urls, owner, staff, portal },
    close: async () => {
      await closeJobs();
      for (const handle of [owner, staff, portal]) await handle.close();
    },
  };
}

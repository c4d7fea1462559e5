import { parseConfig } from '#app/platform/config/parse-config.ts';
import { type DbHandle, openDb } from '#app/platform/db/pools.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { type OpenDatabase, openDemoDatabase } from '../database.ts';
import { localSecrets } from '../local-secrets.ts';
import { seedDemo } from '../seed-demo.ts';
import { CommandRefused } from './invocation.ts';

/** Long reports and imports run here; a screen's limit would cut them. */
const STATEMENT_TIMEOUT_MS = 3_600_000;

let opened: { database: OpenDatabase | null; staff: DbHandle } | undefined;

/**
 * The database the commands work on: DATABASE_URL where it is set, else the demo's, shared with a running server or
 * started for the time of the command; a demo folder that is new gets its company first, and its made history only from
 * `npm start`. Speaks as the staff role, under the same walls as the screens.
 */
export async function commandDatabase(): Promise<DbHandle> {
  if (!opened) {
    const url = process.env.DATABASE_URL;
    const database = url ? null : await openDemoDatabase(dataDir());
    const staffUrl = database?.staffUrl ?? liveStaffUrl();
    if (database)
      await seedDemo({ ...database, signIns: localSecrets(dataDir()).signIns, history: false, log: () => {} });
    opened = { database, staff: openDb({ url: staffUrl, name: 'command', statementTimeoutMs: STATEMENT_TIMEOUT_MS }) };
    await openJobs(staffUrl);
  }
  return opened.staff;
}

export const dataDir = (): string => process.env.TALLYSTICK_DATA ?? '.data';

function liveStaffUrl(): string {
  const config = parseConfig(process.env);
  if (!config.ok) throw new CommandRefused(config.refusal.mistakes.join('\n'));
  return config.value.db.staffUrl;
}

export async function closeDatabase(): Promise<void> {
  if (!opened) return;
  await closeJobs();
  await opened.staff.close();
  await opened.database?.close();
  opened = undefined;
}

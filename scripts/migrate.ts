import { prepareDatabase } from './database.ts';
import { reportAndExit, StartRefused } from './start-refused.ts';

// Brings a live database to this version and ends: for deployments that start web and worker by themselves.
const LOGINS = ['STAFF', 'PORTAL', 'WORKER'] as const;

async function main(): Promise<void> {
  const names = ['DATABASE_URL', ...LOGINS.map((role) => `TALLYSTICK_DB_${role}_PASSWORD`)];
  const missing = names.filter((name) => !process.env[name]?.trim());
  if (missing.length > 0) throw new StartRefused(`Missing: ${missing.join(', ')}.`);
  const [staff = '', portal = '', worker = ''] = LOGINS.map((role) => process.env[`TALLYSTICK_DB_${role}_PASSWORD`]);
  await prepareDatabase({
    ownerUrl: process.env.DATABASE_URL?.trim() ?? '',
    rolePasswords: { staff, portal, worker, partner: process.env.TALLYSTICK_DB_PARTNER_PASSWORD?.trim() || undefined },
    mode: 'live',
    log: console.log,
  });
  console.log('the database is up to date');
}

await main().catch(reportAndExit);

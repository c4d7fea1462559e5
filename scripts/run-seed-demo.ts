import { existsSync } from 'node:fs';
import path from 'node:path';
import { localSecrets } from './local-secrets.ts';
import { ROOT } from './source-hash.ts';

/** What the demo's data set is made with; the function does nothing on a database that has it already. */
export type SeedDemo = (options: {
  ownerUrl: string;
  staffUrl: string;
  portalUrl: string;
  workerUrl: string;
  filesDir: string;
  signIns: ReturnType<typeof localSecrets>['signIns'];
  log: (message: string) => void;
}) => Promise<{ portalEmails: string[] }>;

// A process of its own: its pools and memory end with it, and the supervisor holds no business code.
const dataDir = process.env.TALLYSTICK_DATA ?? '';
const file = path.join(ROOT, 'scripts/seed-demo.ts');
if (existsSync(file)) {
  const { seedDemo } = (await import(file)) as { seedDemo: SeedDemo };
  const { portalEmails } = await seedDemo({
    ownerUrl: process.env.TALLYSTICK_SEED_OWNER_URL ?? '',
    staffUrl: process.env.TALLYSTICK_DB_STAFF_URL ?? '',
    portalUrl: process.env.TALLYSTICK_DB_PORTAL_URL ?? '',
    workerUrl: process.env.TALLYSTICK_DB_WORKER_URL ?? '',
    filesDir: path.join(dataDir, 'files'),
    signIns: localSecrets(dataDir).signIns,
    log: (message) => process.stdout.write(`${message}\n`),
  });
  process.send?.({ portalEmails });
} else {
  process.send?.({ portalEmails: [] });
}
process.disconnect?.();

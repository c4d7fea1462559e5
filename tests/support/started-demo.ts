import { readFileSync } from 'node:fs';
import path from 'node:path';
import { localSecrets } from '#scripts/local-secrets.ts';

/** The environment variable that carries the started demo to the browser tests. */
export const DEMO_VARIABLE = 'TALLYSTICK_STARTED_DEMO';

/** Where the demo under test is: its addresses, its data folder, its sign-ins, and its database for looking behind. */
export function startedDemo() {
  const told = process.env[DEMO_VARIABLE];
  if (!told) throw new Error('No demo was started for these tests; run them with "npx playwright test".');
  const demo = JSON.parse(told) as { baseUrl: string; mailUrl: string; stripeUrl: string; dataDir: string };
  const secrets = localSecrets(demo.dataDir);
  return { ...demo, signIns: secrets.signIns, secrets, ownerUrl: ownerUrl(demo.dataDir) };
}

function ownerUrl(dataDir: string): string {
  const read = (name: string) => readFileSync(path.join(dataDir, 'postgres', name), 'utf8').trim();
  return `postgresql://postgres:${read('superuser-password')}@127.0.0.1:${read('port')}/tallystick`;
}

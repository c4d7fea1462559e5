import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './source-hash.ts';
import { StartRefused } from './start-refused.ts';

type SeedOptions = { dataDir: string; env: Record<string, string>; ownerUrl: string; signal: AbortSignal };

/**
 * Fills an empty demo database in a process of its own; tells the e-mail addresses that may sign in to the portal.
 * TALLYSTICK_DEMO_DATA=none makes the company and its staff only.
 */
export function seedDemoData({ dataDir, env, ownerUrl, signal }: SeedOptions): Promise<{ portalEmails: string[] }> {
  return new Promise((resolve, reject) => {
    const preload = pathToFileURL(path.join(ROOT, 'scripts/exit-with-parent.mjs')).href;
    const child = spawn(process.execPath, ['--import', preload, 'scripts/run-seed-demo.ts'], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        ...env,
        TALLYSTICK_DATA: dataDir,
        TALLYSTICK_SEED_OWNER_URL: ownerUrl,
        TALLYSTICK_DEMO_DATA: process.env.TALLYSTICK_DEMO_DATA,
      },
      detached: true,
      signal,
    });
    let result: { portalEmails: string[] } | null = null;
    child.on('message', (message) => {
      result = message as { portalEmails: string[] };
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0 && result) resolve(result);
      else reject(new StartRefused(`The demo data could not be made (exit ${code}); the reason stands above.`));
    });
  });
}

import { StartRefused } from './start-refused.ts';

const NPM_MAJOR_MIN = 11;

/** Refuses an npm that ignores which install scripts are allowed and would write another kind of lock file. */
export function refuseOldNpm(userAgent: string | undefined): void {
  const version = /\bnpm\/(\d+)\.\S+/.exec(userAgent ?? '');
  if (!version || Number(version[1]) >= NPM_MAJOR_MIN) return;
  const found = version[0].slice('npm/'.length);
  throw new StartRefused(
    `npm ${NPM_MAJOR_MIN} or newer is needed and this is npm ${found}; run "npm install --global npm@${NPM_MAJOR_MIN}" and "npm ci" again.`,
  );
}

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './source-hash.ts';
import { StartRefused } from './start-refused.ts';

const SYSTEM_BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const INSTALL_MS_MAX = 600_000;

/** Switches Chromium needs as root and on a machine without a network. */
export const BROWSER_SWITCHES = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The Chromium for browser tests: the one TALLYSTICK_BROWSER names, Playwright's own, the system's, one that the
 * system's package manager installs (as root), or Playwright's download, in this order. Never none: throws StartRefused
 * saying what was tried and how to help.
 */
export async function findBrowser(log: (message: string) => void = () => {}): Promise<string> {
  const named = process.env.TALLYSTICK_BROWSER?.trim();
  if (named) {
    if (existsSync(named)) return named;
    throw new StartRefused(`TALLYSTICK_BROWSER names ${named}, which is not there.`);
  }
  const found = (await playwrightBrowser()) ?? systemBrowser();
  if (found) return found;
  const tried: string[] = [];
  for (const install of [installFromSystem, downloadWithPlaywright]) {
    tried.push(install(log));
    const installed = systemBrowser() ?? (await playwrightBrowser());
    if (installed) return installed;
  }
  throw new StartRefused(
    `The browser tests need Chromium and none was found. Tried: ${tried.join('; ')}. Install chromium, or name one with TALLYSTICK_BROWSER.`,
  );
}

async function playwrightBrowser(): Promise<string | null> {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : null;
}

function systemBrowser(): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  for (const name of SYSTEM_BROWSERS) {
    const folder = folders.find((candidate) => existsSync(path.join(candidate, name)));
    if (folder) return path.join(folder, name);
  }
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return existsSync(mac) ? mac : null;
}

function installFromSystem(log: (message: string) => void): string {
  if (process.getuid?.() !== 0) return 'the package manager (needs root)';
  const managers: [string, string[][]][] = [
    ['apt-get', [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation']]],
    ['dnf', [['install', '-y', 'chromium']]],
    ['apk', [['add', 'chromium']]],
    ['pacman', [['-Sy', '--noconfirm', 'chromium']]],
  ];
  const manager = managers.find(([name]) => isOnPath(name));
  if (!manager) return 'a package manager (none found)';
  const [name, commands] = manager;
  log(`no browser found: installing chromium with ${name}`);
  for (const args of commands) {
    const done = spawnSync(name, args, {
      encoding: 'utf8',
      timeout: INSTALL_MS_MAX,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (done.status !== 0) return `${name} ${args[0]} (${lastLine(done.stderr) || `exit ${done.status}`})`;
  }
  return `${name} (done, but no chromium afterwards)`;
}

function downloadWithPlaywright(log: (message: string) => void): string {
  log("no browser found: trying Playwright's download");
  const cli = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
  const done = spawnSync(process.execPath, [cli, 'install', 'chromium'], { encoding: 'utf8', timeout: INSTALL_MS_MAX });
  return done.status === 0 ? "Playwright's download" : `Playwright's download (${lastLine(done.stderr)})`;
}

function isOnPath(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const lastLine = (text: string | null) => text?.trim().split('\n').at(-1) ?? '';

if (import.meta.main) {
  const { reportAndExit } = await import('./start-refused.ts');
  console.log(await findBrowser(console.error).catch(reportAndExit));
}

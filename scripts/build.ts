import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { holdLock } from './lock.ts';
import { ROOT, sourceHash } from './source-hash.ts';
import { StartRefused } from './start-refused.ts';

const HASH_FILE = path.join(ROOT, 'build', 'source-hash');
const OUTPUTS = ['build/server/index.js', 'build/worker/worker.server.js'];
const BUILD_WAIT_MS_MAX = 300_000;

/** Whether build/ was made from the sources as they are now. */
export function isBuildFresh(): boolean {
  if (!existsSync(HASH_FILE) || OUTPUTS.some((file) => !existsSync(path.join(ROOT, file)))) return false;
  return readFileSync(HASH_FILE, 'utf8') === sourceHash();
}

/**
 * Builds web and worker for production into build/ unless that is fresh. One build at a time over a checkout: a second
 * one waits and then finds it done. Throws StartRefused with the tools' own words when the sources do not build.
 */
export type BuildOptions = { log?: (message: string) => void; signal?: AbortSignal };

export async function build({ log = () => {}, signal }: BuildOptions = {}): Promise<void> {
  if (isBuildFresh()) return;
  const lock = await holdLock(`build:${ROOT}`, { waitMsMax: BUILD_WAIT_MS_MAX });
  if (!lock.held) throw new StartRefused('Another build of this checkout does not end; end it and start again.');
  try {
    if (isBuildFresh()) return;
    const hash = sourceHash();
    rmSync(HASH_FILE, { force: true });
    log('building the pages and the worker');
    // One after the other: the first empties build/.
    await runTool('react-router', ['build', '--logLevel', 'warn'], signal);
    await runTool('vite', WORKER_BUILD, signal);
    writeFileSync(HASH_FILE, hash);
  } finally {
    lock.release();
  }
}

/** Builds the worker alone (development: after a change). */
export function buildWorker(): Promise<void> {
  // The rest of build/ does not belong to it: the next production build starts afresh.
  rmSync(HASH_FILE, { force: true });
  return runTool('vite', WORKER_BUILD);
}

const WORKER_BUILD = ['build', '--config', 'scripts/vite.worker.config.ts', '--logLevel', 'warn'];

const TOOL_FILES: Record<string, string> = {
  'react-router': 'node_modules/@react-router/dev/bin.cjs',
  vite: 'node_modules/vite/bin/vite.js',
};

function runTool(tool: string, args: string[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    // The channel and exit-with-parent end the tool when we are killed: two builds must not write at once.
    const preload = pathToFileURL(path.join(ROOT, 'scripts/exit-with-parent.mjs')).href;
    const child = spawn(process.execPath, ['--import', preload, path.join(ROOT, TOOL_FILES[tool] ?? ''), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      signal,
      env: { ...process.env, NODE_ENV: 'production', FORCE_COLOR: '0' },
    });
    const output: Buffer[] = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) return resolve();
      reject(new StartRefused(`The build failed (${tool} ended with ${code}):\n${Buffer.concat(output).toString()}`));
    });
  });
}

if (import.meta.main) {
  const started = performance.now();
  const { reportAndExit } = await import('./start-refused.ts');
  await build({ log: console.log }).catch(reportAndExit);
  console.log(`build/ is up to date (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

// Plain JavaScript that any Node can read: says in one sentence what is missing before anything that needs Node 24 is
// loaded. `npm ci` brings a Node 24 for Linux along, and npm puts it first; called without npm, it is looked for here.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NODE_MAJOR_MIN = 24;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [name = '', ...rest] = process.argv.slice(2);

function refuse(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}

if (!existsSync(path.join(root, 'node_modules', 'pg')))
  refuse('The dependencies are not installed; run "npm ci" first.');

if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) {
  await import(pathToFileURL(path.join(root, 'scripts', `${name}.ts`)).href);
} else {
  const bundled = path.join(root, 'node_modules', '.bin', 'node');
  if (!existsSync(bundled)) {
    refuse(
      `Node ${NODE_MAJOR_MIN} or newer is needed and this is ${process.version}; install Node ${NODE_MAJOR_MIN} and run "npm ci" again.`,
    );
  }
  const child = spawn(bundled, [path.join(root, 'scripts', 'run.mjs'), name, ...rest], { stdio: 'inherit' });
  // The terminal sends Ctrl+C to both; the child ends in order and we follow it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './source-hash.ts';

/** The parts of package-lock.json (version 3) that are read or written here. */
export type LockedPackage = {
  version?: string;
  resolved?: string;
  integrity?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
export type Lock = { packages: Record<string, LockedPackage> };

/**
 * Adds what `npm install` drops without a word when the registry at hand lacks the binaries of other systems: an entry
 * for every optional dependency of every locked package, limited to its system as its name says. Removes download
 * addresses. Returns a new lock with its entries in npm's order; refuses (throws) a name whose system it cannot read.
 */
export function completeLock(lock: Lock): Lock {
  const packages: Record<string, LockedPackage> = {};
  for (const [folder, { resolved, ...locked }] of Object.entries(lock.packages)) {
    packages[folder] = resolved?.includes('://') ? locked : { ...(resolved ? { resolved } : {}), ...locked };
  }
  for (const [folder, locked] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(locked.optionalDependencies ?? {})) {
      if (isLocked(lock, folder, name)) continue;
      packages[`node_modules/${name}`] = entryFor(name, range, locked.dev === true);
    }
  }
  const [root, ...rest] = Object.entries(packages);
  const sorted = rest.sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries([...(root ? [root] : []), ...sorted]) };
}

function isLocked(lock: Lock, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

function entryFor(name: string, range: string, isDev: boolean): LockedPackage {
  if (!/^\d+\.\d+\.\d+/.test(range)) {
    throw new Error(`${name} is wanted as "${range}": only an exact version can be added to the lock by itself.`);
  }
  return { version: range, ...systemOf(name), ...(isDev ? { dev: true } : {}), optional: true };
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Which systems a binary package is for, read from the end of its name (…-linux-arm64-musl). */
export function systemOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/);
  if (words.includes('wasm32')) return { cpu: ['wasm32'] };
  const os = SYSTEMS.find((system) => words.includes(system)) ?? (words.includes('windows') ? 'win32' : undefined);
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (!os || !cpu) throw new Error(`The name ${name} does not say its system: add its lock entry by hand.`);
  const last = words.at(-1) ?? '';
  const libc = last.startsWith('musl') ? ['musl'] : last === 'gnu' ? ['glibc'] : undefined;
  return { cpu: [cpu], ...(libc ? { libc } : {}), os: [os] };
}

if (import.meta.main) {
  const file = path.join(ROOT, 'package-lock.json');
  const before = readFileSync(file, 'utf8');
  const after = `${JSON.stringify(completeLock(JSON.parse(before) as Lock), null, 2)}\n`;
  if (after === before) console.log('package-lock.json is complete for all systems');
  else {
    writeFileSync(file, after);
    console.log('package-lock.json completed for all systems');
  }
}

/** The parts of package-lock.json (version 3) that the rules read. */
export type LockedPackage = {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
};
export type Lock = { packages: Record<string, LockedPackage> };
export type Advisory = { id: string; fixedIn: Record<string, string | null> };
export type Manifest = Partial<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>
>;

const EXACT = /^\d+\.\d+\.\d+(-[0-9a-z.-]+)?$/;

/** Every dependency of the manifest, of whatever kind. */
export function declaredPackages(manifest: Manifest): Record<string, string> {
  return { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
}

/** A range lets a machine install what nobody tried. */
export function unpinned(manifest: Manifest): string[] {
  return Object.entries(declaredPackages(manifest))
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `${name} is asked for as '${version}': write one exact version.`);
}

/** What is pinned and what is locked must be the same. */
export function lockDiffers(manifest: Manifest, lock: Lock): string[] {
  return Object.entries(declaredPackages(manifest))
    .filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)
    .map(([name, version]) => `${name} ${version} is not what package-lock.json holds: run npm install.`);
}

/** An address in the lock ties an install to the registry it was made with. */
export function addressesIn(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(([, locked]) => locked.resolved?.includes('://'))
    .map(([path]) => path);
}

/**
 * Packages for other systems that a locked package names and the lock does not hold: `npm install` drops what the
 * registry lacks without a word, and `npm ci` then refuses the lock.
 */
export function missingForOtherSystems(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([path, locked]) =>
    Object.keys(locked.optionalDependencies ?? {})
      .filter((name) => !isLocked(lock, path, name))
      .map((name) => `${path || 'the project'} wants ${name}, which the lock lacks: run npm run lock:complete.`),
  );
}

/** Looks for a package where Node would, from the folder of the one that asks up to the project. */
function isLocked(lock: Lock, from: string, name: string): boolean {
  let folder = from;
  for (;;) {
    if (lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
  }
}

/** Locked packages with a known advisory and without its fix. */
export function openAdvisories(advisories: Advisory[], lock: Lock): string[] {
  const locked = Object.entries(lock.packages).map(([path, { version }]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: version ?? '0.0.0',
  }));
  return advisories.flatMap(({ id, fixedIn }) =>
    locked
      .filter(({ name, version }) => name in fixedIn && isBefore(version, fixedIn[name] ?? null))
      .map(({ name, version }) => `${name} ${version}: ${id}, fixed in ${fixedIn[name] ?? 'no version'}`),
  );
}

/** Compares the three numbers; a pre-release of the fixing version counts as before it. `null`: no version has the fix. */
function isBefore(version: string, fixedIn: string | null): boolean {
  if (fixedIn === null) return true;
  const [numbers, preRelease] = [version.split('-')[0] ?? '', version.includes('-')];
  const have = numbers.split('.').map(Number);
  const want = fixedIn.split('.').map(Number);
  for (let part = 0; part < 3; part += 1) {
    const difference = (have[part] ?? 0) - (want[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return preRelease;
}

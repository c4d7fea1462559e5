import { MODULE_ORDER } from '#app/modules/module-order.ts';

export const README_LINES_MAX = 25;

const NAME = '[a-z0-9]+(-[a-z0-9]+)*';
/** Everything a module may hold, by path from the module's folder. `templates/` belongs to documents alone. */
const ALLOWED = [
  /^README\.md$/,
  /^(types|forms)\.ts$/,
  /^jobs\.server\.ts$/,
  new RegExp(`^rules/${NAME}(\\.test)?\\.ts$`),
  new RegExp(`^(commands|queries)/${NAME}\\.server\\.ts$`),
  new RegExp(`^(commands|queries|rules|ui)/${NAME}(\\.[a-z]+)?\\.test\\.tsx?$`),
  new RegExp(`^ui/${NAME}\\.tsx?$`),
  new RegExp(`^${NAME}(\\.[a-z]+)?\\.test\\.tsx?$`),
];
const TEMPLATE = new RegExp(`^templates/${NAME}\\.(typ|ts)$`);

/** What is wrong with the shape of `app/modules/`, given every path in it (from that folder) and a way to read. */
export function shapeFaults(paths: string[], read: (path: string) => string): string[] {
  const inModules = paths.filter((path) => path.includes('/'));
  const names = [...new Set(inModules.map((path) => path.slice(0, path.indexOf('/'))))];
  return [
    ...names.flatMap((name) => faultsOfModule(name, inModules, read)),
    ...paths
      .filter((path) => !path.includes('/') && path !== 'module-order.ts')
      .map((path) => `${path} belongs to no module.`),
  ];
}

function faultsOfModule(name: string, paths: string[], read: (path: string) => string): string[] {
  const listed = (MODULE_ORDER as readonly string[]).includes(name);
  const files = paths.filter((path) => path.startsWith(`${name}/`)).map((path) => path.slice(name.length + 1));
  const faults = listed ? [] : [`${name} is not in app/modules/module-order.ts.`];
  if (files.includes('README.md')) {
    const lines = read(`${name}/README.md`).trimEnd().split('\n').length;
    if (lines > README_LINES_MAX) faults.push(`${name}/README.md has ${lines} lines, more than ${README_LINES_MAX}.`);
  } else {
    faults.push(`${name} has no README.md (what it owns, its words, tables and laws).`);
  }
  const unexpected = files.filter((file) => !isExpected(name, file));
  return [...faults, ...unexpected.map((file) => `${name}/${file} is no part of a module's shape.`)];
}

function isExpected(name: string, file: string): boolean {
  return ALLOWED.some((pattern) => pattern.test(file)) || (name === 'documents' && TEMPLATE.test(file));
}

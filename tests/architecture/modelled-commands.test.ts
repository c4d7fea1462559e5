import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_BY_A_MODEL, WITHOUT_A_MODEL } from './modelled-commands.ts';
import { existsInProject, listFiles, readProjectFile } from './source-tree.ts';

const MODULES = [
  ...['invoicing', 'payments', 'instruments', 'cash-application'],
  ...['adjustments', 'ledger', 'currencies', 'approvals'],
];
const fileOf = (command: string) => `app/modules/${command.replace('/', '/commands/')}.server.ts`;
const commands = MODULES.flatMap((name) =>
  listFiles(`app/modules/${name}/commands`)
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => `${name}/${path.basename(file, '.server.ts')}`),
);

/** True when a file names the other one in an import. */
const imports = (from: string, to: string): boolean =>
  new RegExp(`from '(#|\\./|(\\.\\./)+)([^']*/)?${path.basename(to).replaceAll('.', '\\.')}'`).test(
    readProjectFile(from),
  );

describe('every command that changes the ledger is known by a model, or says why not', () => {
  it('each command has one line, and each line a command', () => {
    const named = [...Object.keys(KNOWN_BY_A_MODEL), ...Object.keys(WITHOUT_A_MODEL)];
    expect(named.toSorted()).toEqual(commands.toSorted());
  });

  it.each(Object.entries(KNOWN_BY_A_MODEL))('%s', (command, way) => {
    const steps = [...way, fileOf(command)];
    expect(steps.filter((file) => !existsInProject(file))).toEqual([]);
    for (const [at, file] of steps.slice(0, -1).entries())
      expect(imports(file, steps[at + 1]!), `${file} imports ${steps[at + 1]}`).toBe(true);
  });

  it('each model is run by a test', () => {
    const tests = listFiles('tests/properties').filter((file) => file.endsWith('.test.ts'));
    const models = new Set(Object.values(KNOWN_BY_A_MODEL).map(([model]) => model!));
    const unused = [...models].filter((model) => !tests.includes(model) && !tests.some((test) => imports(test, model)));
    expect(unused).toEqual([]);
  });
});

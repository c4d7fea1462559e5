import { expect, test } from 'vitest';
import { README_LINES_MAX, shapeFaults } from '#tests/architecture/module-shape.ts';
import { listFiles, readProjectFile } from '#tests/architecture/source-tree.ts';

const FOLDER = 'app/modules/';
const short = () => '# Ledger\n';

test('every module has the same inside', () => {
  const paths = listFiles('app/modules').map((path) => path.slice(FOLDER.length));
  expect(shapeFaults(paths, (path) => readProjectFile(FOLDER + path))).toEqual([]);
});

test('a whole module passes', () => {
  const whole = [
    'module-order.ts',
    'ledger/README.md',
    'ledger/types.ts',
    'ledger/forms.ts',
    'ledger/jobs.server.ts',
    'ledger/rules/allocate-oldest-first.ts',
    'ledger/rules/allocate-oldest-first.test.ts',
    'ledger/commands/post-entry.server.ts',
    'ledger/commands/post-entry.db.test.ts',
    'ledger/queries/list-open-items.server.ts',
    'ledger/ui/open-item-row.tsx',
    'documents/README.md',
    'documents/templates/invoice.typ',
  ];
  expect(shapeFaults(whole, short)).toEqual([]);
});

test.for([
  ['unlisted/README.md', 'unlisted is not in app/modules/module-order.ts.'],
  ['ledger/types.ts', 'ledger has no README.md'],
  ['ledger/service.ts', 'ledger/service.ts is no part'],
  ['ledger/commands/post-entry.ts', 'ledger/commands/post-entry.ts is no part'],
  ['ledger/rules/allocate.server.ts', 'ledger/rules/allocate.server.ts is no part'],
  ['ledger/queries/list/open.server.ts', 'ledger/queries/list/open.server.ts is no part'],
  ['ledger/commands/PostEntry.server.ts', 'ledger/commands/PostEntry.server.ts is no part'],
  ['ledger/templates/a.typ', 'ledger/templates/a.typ is no part'],
  ['stray.ts', 'stray.ts belongs to no module.'],
] as const)('%s is refused', ([path, fault]) => {
  expect(shapeFaults([path], short).filter((line) => line.startsWith(fault))).toHaveLength(1);
});

test('a README that became a manual is refused', () => {
  const faults = shapeFaults(['ledger/README.md'], () => 'line\n'.repeat(README_LINES_MAX + 1));
  expect(faults).toEqual([`ledger/README.md has ${README_LINES_MAX + 1} lines, more than ${README_LINES_MAX}.`]);
});

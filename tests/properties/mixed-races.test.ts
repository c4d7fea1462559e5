import { beforeAll, expect, it } from 'vitest';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { anAccount } from '#tests/support/mixed-account.ts';
import { MIXED_NAMES, runMixed } from '#tests/support/mixed-work.ts';
import { aCustomer, aUser, setUpCompany } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { SQL_DIR } from '#tests/support/template.ts';

const database = useDatabase();
const CLIENTS = 16;
const COMMANDS = process.env.TALLYSTICK_LONG ? 40_000 : 600;

beforeAll(() => setUpCompany(database.current.owner.db));

it('sixteen people doing everything at once leave difference 0', {
  timeout: timeAllowed(60_000),
}, async () => {
  const seed = runSeed();
  const { staff, owner } = database.current;
  const accounts = await Promise.all([1, 2, 3].map(async () => anAccount(await aCustomer(staff.db))));
  const id = await aUser(staff.db, { email: 'controller@people.example', role: 'controller' });
  const maker = { kind: 'staff' as const, id, name: 'Cora Controller', requestId: 'test', role: 'controller' as const };
  const long = longRun('mixed-commands', 'commands', COMMANDS);
  const tally = await runMixed({
    ...{ db: staff.db, accounts, clients: CLIENTS, commands: COMMANDS, seed, maker },
    hotShare: 0.5,
    onDone: () => long.done(),
  });
  const differences = await brokenInvariants(owner.pool, SQL_DIR);
  expect(differences, `seed ${seed}`).toEqual([]);
  for (const name of MIXED_NAMES)
    expect(tally[name]?.done, `${name}: ${JSON.stringify(tally[name])}`).toBeGreaterThan(0);
  long.finish({ clients: CLIENTS, tally, differences: differences.length });
});

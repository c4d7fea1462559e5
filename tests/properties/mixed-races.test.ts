import { beforeAll, expect, it } from 'vitest';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { writeLongRun } from '#tests/support/long-run.ts';
import { anAccount, runMixed } from '#tests/support/mixed-work.ts';
import { aCustomer, setUpCompany } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { SQL_DIR } from '#tests/support/template.ts';

const database = useDatabase();
const CLIENTS = 16;
const COMMANDS = process.env.TALLYSTICK_LONG ? 40_000 : 600;

beforeAll(() => setUpCompany(database.current.owner.db));

it('sixteen people doing everything at once leave difference 0', {
  timeout: process.env.TALLYSTICK_LONG ? 3_600_000 : 60_000,
}, async () => {
  const seed = runSeed();
  const { staff, owner } = database.current;
  const accounts = await Promise.all([1, 2, 3].map(async () => anAccount(await aCustomer(staff.db))));
  const tally = await runMixed({
    ...{ db: staff.db, accounts, clients: CLIENTS, commands: COMMANDS, seed },
    hotShare: 0.5,
  });
  const differences = await brokenInvariants(owner.pool, SQL_DIR);
  expect(differences, `seed ${seed}`).toEqual([]);
  for (const [name, { done }] of Object.entries(tally)) expect(done, `${name} was never done`).toBeGreaterThan(0);
  expect(Object.keys(tally)).toHaveLength(8);
  writeLongRun('mixed-commands', { clients: CLIENTS, commands: COMMANDS, tally, differences: differences.length });
});

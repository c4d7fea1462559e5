import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '#app/modules/audit/types.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { dayOf, type Model, type Step } from '#tests/support/ledger-model.ts';
import {
  closeMonthStep,
  creditNoteStep,
  debitNoteStep,
  writeOffStep,
} from '#tests/support/ledger-model-corrections.ts';
import {
  applyStep,
  creditStep,
  holdStep,
  issueStep,
  receiveStep,
  releaseStep,
  reverseStep,
  spendStep,
  unapplyStep,
} from '#tests/support/ledger-model-steps.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { aCustomer, aUser, setUpCompany } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { SQL_DIR } from '#tests/support/template.ts';

/**
 * Random histories of every command of the ledger, compared after each one with a model that is nothing but sums, and
 * proved by all invariants at the end of each history.
 */
const database = useDatabase();
const RUNS = process.env.TALLYSTICK_LONG ? 300 : 20;
const COMMANDS_MAX = process.env.TALLYSTICK_LONG ? 60 : 25;
const FIRST_YEAR = 2021;
let maker: Actor;
let histories = 0;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  const owner = database.current.owner.db;
  // Limits are another test's: here every credit and write-off is within the maker's own.
  await owner
    .insertInto('approval_rules')
    .values(
      (['credit_note', 'write_off'] as const).map((kind) => ({
        ...{ kind, role: 'controller', alone_up_to_minor: null, approves_up_to_minor: null, reason: 'model' },
      })),
    )
    .execute();
  const id = await aUser(owner, { email: 'controller@people.example', role: 'controller' });
  maker = { kind: 'staff', id, name: 'Cora Controller', requestId: 'test', role: 'controller' };
});

const db = () => database.current.staff.db;

const amounts = fc.bigInt(1n, 1_000_000n);
const days = fc.integer({ min: 0, max: 200 });
const which = fc.integer({ min: 0, max: 50 });
const share = fc.integer({ min: 0, max: 120 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(amounts, days).map(([amount, day]) => issueStep(amount, day)),
  fc.tuple(amounts, days).map(([amount, day]) => creditStep(amount, day)),
  fc.tuple(amounts, days).map(([amount, day]) => receiveStep(amount, day)),
  fc.tuple(which, which, share, days).map(([c, d, part, after]) => applyStep(c, d, part, after)),
  which.map(spendStep),
  which.map(unapplyStep),
  which.map(reverseStep),
  fc.tuple(which, share).map(([d, part]) => holdStep(d, part)),
  which.map(releaseStep),
  fc.tuple(which, share, days).map(([d, part, after]) => creditNoteStep(d, part, after)),
  fc.tuple(amounts, days).map(([amount, day]) => debitNoteStep(amount, day)),
  fc.tuple(which, share, days).map(([d, part, after]) => writeOffStep(d, part, after)),
  fc.integer({ min: 0, max: 60 }).map(closeMonthStep),
);

async function compare(model: Model): Promise<void> {
  const rows = await db()
    .selectFrom('open_items')
    .select(['id', 'residual_minor'])
    .where('customer_id', '=', model.customerId)
    .execute();
  const stored = new Map(rows.map((row) => [row.id, row.residual_minor]));
  for (const item of [...model.debits, ...model.credits]) expect(stored.get(item.id)).toBe(item.left);
  const owed =
    model.debits.reduce((total, item) => total + item.left, 0n) -
    model.credits.reduce((total, item) => total + item.left, 0n);
  const [row] = await ageing(db(), { asOf: dayOf(model, 1_000), customerId: model.customerId });
  expect(row?.totalMinor ?? 0n).toBe(owed);
}

it('any history of commands leaves the ledger equal to plain sums, with every invariant held', {
  timeout: timeAllowed(240_000),
}, async () => {
  const long = longRun('model', 'histories', RUNS);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: COMMANDS_MAX }), async (steps) => {
      histories += 1;
      const model: Model = {
        ...{ db: db(), maker, year: FIRST_YEAR + histories * 4, customerId: await aCustomer(db()) },
        ...{ debits: [], credits: [], links: [], holds: [], credited: new Map(), openFrom: 0 },
      };
      for (const run of steps) {
        await run(model);
        await compare(model);
      }
      expect(await brokenInvariants(database.current.owner.pool, SQL_DIR)).toEqual([]);
      long.done();
    }),
    { numRuns: RUNS, endOnFailure: false, seed: runSeed() },
  );
  long.finish({ commandsMax: COMMANDS_MAX, differences: 0 });
});

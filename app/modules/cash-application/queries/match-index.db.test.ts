import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { withdrawDispute } from '#app/modules/disputes/commands/close-dispute.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { PAYER, tryToRaise } from '#tests/support/disputes.ts';
import { on, setUpCompany } from '#tests/support/people.ts';
import { must } from '#tests/support/plans.ts';
import { anyStep, dayOf, type History, newHistory, type Step } from '#tests/support/random-ledger.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { matchIndex } from './match-index.server.ts';
import { readMatchable } from './read-matchable.server.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
beforeAll(() => setUpCompany(database.current.owner.db));

const asked: string[] = [];

/** A debt that is known for a while comes into question, where any of it is open: the whole and the smallest part in turn. */
const contest: Step = async (history) => {
  const debt = history.debits.at(history.debits.length >> 1);
  if (!debt) return;
  const item = history.db.selectFrom('open_items').select('source_id').where('id', '=', debt.id);
  const { source_id: invoiceId } = await item.executeTakeFirstOrThrow();
  const claim = asked.length % 2 === 0 ? { kind: 'whole' as const } : { kind: 'amount' as const, amountMinor: 1n };
  const made = await tryToRaise(history.db, { customerId: debt.customerId, invoiceId, claim }, on(dayOf(debt.day)));
  if (made.ok) asked.push(made.value.disputeId);
};
const withdrawAll: Step = async (history) => {
  for (const disputeId of asked.splice(0)) {
    const ended = { disputeId, words: 'We found it.', files: [] };
    must(await inTransaction(history.db, (tx) => withdrawDispute(tx, PAYER, ended, on(dayOf(120)))));
  }
};

/** What the kept index would match, and what one made now would. */
async function openOfBoth() {
  const index = await matchIndex(db(), 'GBP');
  const kept = index.items.flatMap((item, place) =>
    index.left[place] === 0n ? [] : [[item.id, index.left[place], item]],
  );
  const { items } = await readMatchable(db(), 'GBP');
  const byId = (list: unknown[][]) => list.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return { kept: byId(kept), fresh: byId(items.map((item) => [item.id, item.residualMinor, item])), index };
}

it('whatever was billed, paid, applied, undone, contested and withdrawn, the kept index matches what is open now', async () => {
  const history: History = await newHistory(db());
  const { index: first } = await openOfBoth();
  const steps = fc.sample(anyStep, { numRuns: 40, seed: runSeed() });
  for (const [at, step] of steps.entries()) {
    await step(history);
    if (at % 5 === 0) await contest(history);
    if (at % 10 === 7) await withdrawAll(history);
    if (at % 4 !== 3) continue;
    const { kept, fresh } = await openOfBoth();
    expect(kept).toEqual(fresh);
  }
  await withdrawAll(history);
  const { kept, fresh, index } = await openOfBoth();
  expect(kept).toEqual(fresh);
  expect(kept.length).toBeGreaterThan(0);
  // All of it came into the index that was made while nothing was open.
  expect(index).toBe(first);
});

import { beforeAll, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { ok } from '#app/kernel/result.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { CLERK, on, setUpCompany } from '#tests/support/people.ts';
import { movementsForAPerson } from '../queries/get-payout.server.ts';
import { closeMovement } from './close-movement.server.ts';
import { takeMovements } from './take-movements.server.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const NOW = on('2026-05-20');

beforeAll(() => setUpCompany(database.current.owner.db));

async function told(ref: string, kindTold: string): Promise<string> {
  const day = { happenedOn: NOW.today, availableOn: NOW.today, description: 'Top-up' };
  const movement = { ref, kindTold, currency: currency('GBP'), amountMinor: 1_500n, feeMinor: 0n };
  await inTransaction(database.current.worker.db, async (tx) =>
    ok(await takeMovements(tx, [{ ...movement, ...day, sourceRef: null, intentRef: null }], NOW)),
  );
  const row = await db()
    .selectFrom('processor_transactions')
    .select('id')
    .where('ref', '=', ref)
    .executeTakeFirstOrThrow();
  return row.id;
}

const close = (transactionId: string, note: string) =>
  inTransaction(db(), (tx) => closeMovement(tx, CLERK, { transactionId, note }, NOW));
const asked = async () => (await movementsForAPerson(db())).map((row) => row.ref);

it('a movement of an unknown kind is asked about until somebody says what it was, once and with words', async () => {
  const id = await told('txn_other', 'topup');
  expect(await asked()).toContain('txn_other');
  expect(await close(id, '   ')).toMatchObject({ refusal: { code: 'note-missing' } });
  expect(await close(id, 'x'.repeat(1_001))).toMatchObject({ refusal: { code: 'note-too-long' } });
  expect(await close(newId<never>(), 'Who knows')).toMatchObject({ refusal: { code: 'unknown-movement' } });
  expect(await close(id, 'A top-up of our own balance.')).toEqual(ok());
  expect(await asked()).not.toContain('txn_other');
  expect(await close(id, 'Again.')).toMatchObject({ refusal: { code: 'closed-already' } });
});

it('what is posted by itself is not closed by hand', async () => {
  expect(await close(await told('txn_fee', 'fee'), 'A fee.')).toMatchObject({ refusal: { code: 'explained' } });
});

import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EntryId } from '#app/kernel/ids.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { askWriteOff } from '#app/modules/adjustments/commands/ask-write-off.server.ts';
import { type AllowanceInput, buildAllowance } from '#app/modules/adjustments/commands/build-allowance.server.ts';
import { readAllowance } from '#app/modules/adjustments/queries/read-allowance.server.ts';
import type { WriteOffAgainst } from '#app/modules/adjustments/types.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, inTransaction } from '#app/platform/db/transaction.server.ts';
import { accountBalance, GBP } from '#tests/support/adjusting.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, on, setUpCompany } from '#tests/support/people.ts';
import { close } from '#tests/support/periods.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
let controller: Awaited<ReturnType<typeof aColleague>>;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  controller = await aColleague(db(), 'controller');
});

const change = (fields: Partial<AllowanceInput>) =>
  inTransaction(db(), (tx) =>
    buildAllowance(
      tx,
      controller,
      {
        ...{ change: 'build', amountMinor: 1n, reason: 'Two per cent of what is over 90 days late' },
        ...{ effectiveOn: plainDate('2026-06-30'), ...fields },
      },
      on('2026-07-03'),
    ),
  );

/** Writes off a part of a new invoice of 400.00 of a customer of its own, alone. */
async function writeOff(amountMinor: bigint, against: WriteOffAgainst) {
  const documentOn = plainDate('2026-07-01');
  const { openItemId } = await issue(db(), anInvoice(await aCustomer(db()), 40_000n, { documentOn }));
  const input = {
    ...{ itemId: openItemId, amountMinor, reasonCode: 'insolvent', reason: 'Administrators' },
    ...{ effectiveOn: plainDate('2026-07-01'), against },
  };
  return inTransaction(db(), (tx) => askWriteOff(tx, controller, input, on('2026-07-03')));
}

const left = async () => (await readAllowance(db(), { limit: 10 })).leftMinor;

describe('the loss allowance', () => {
  it('is empty until it is built: nothing is written off against it', async () => {
    expect(await writeOff(1n, 'allowance')).toEqual({ ok: false, refusal: { code: 'allowance-used-up' } });
  });

  it('is built by a person with a reason: 6100 against 1190', async () => {
    expect(await change({ amountMinor: 50_000n })).toMatchObject({ ok: true });
    expect([await accountBalance(db(), '6100'), await accountBalance(db(), '1190')]).toEqual([50_000n, -50_000n]);
    expect(await change({ amountMinor: 50_000n, reason: ' ' })).toMatchObject({ refusal: { code: 'reason-missing' } });
    expect(await change({ amountMinor: 0n })).toMatchObject({ refusal: { code: 'amount-not-positive' } });
    expect(await change({ effectiveOn: plainDate('2026-07-04') })).toMatchObject({
      refusal: { code: 'in-the-future' },
    });
  });

  it('is used as far as it goes, and no further', async () => {
    expect(await writeOff(30_000n, 'allowance')).toMatchObject({ ok: true, value: { state: 'done' } });
    expect(await left()).toBe(20_000n);
    expect(await writeOff(20_001n, 'allowance')).toEqual({ ok: false, refusal: { code: 'allowance-used-up' } });
    expect(await change({ change: 'release', amountMinor: 20_001n })).toEqual({
      ok: false,
      refusal: { code: 'allowance-used-up' },
    });
    expect(await change({ change: 'release', amountMinor: 5_000n })).toMatchObject({ ok: true });
    expect(await left()).toBe(15_000n);
  });

  it('goes below nothing only when the person says so, and says that they did', async () => {
    expect(await writeOff(16_000n, 'beyond-allowance')).toMatchObject({ ok: true });
    const { leftMinor, moves } = await readAllowance(db(), { limit: 10 });
    expect(leftMinor).toBe(-1_000n);
    expect(moves.find((move) => move.isBeyond)?.amountMinor).toBe(-16_000n);
    expect(await writeOff(1n, 'allowance')).toEqual({ ok: false, refusal: { code: 'allowance-used-up' } });
    await change({ amountMinor: 1_001n });
    expect(await writeOff(1n, 'allowance')).toMatchObject({ ok: true });
    expect(await left()).toBe(0n);
  });

  it('is not changed in a closed month, and the first open day is offered', async () => {
    for (const kind of ['posting', 'tax'] as const) await close(db(), kind, '2026-06');
    expect(await change({ amountMinor: 5n })).toMatchObject({
      ok: false,
      refusal: { code: 'period-closed', firstOpenOn: '2026-07-01' },
    });
  });

  it('two who use the last of it at once: one does', async () => {
    await change({ amountMinor: 10_000n, effectiveOn: plainDate('2026-07-02') });
    const both = await Promise.all([writeOff(10_000n, 'allowance'), writeOff(10_000n, 'allowance')]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(await left()).toBe(0n);
  });

  it('a change that is not its entry is refused by the database', async () => {
    const planted = inTransaction(db(), async (tx) => {
      const id = newId<EntryId>();
      const line = (account: string, minor: bigint) => ({
        account,
        currency: GBP,
        amountMinor: minor,
        baseMinor: minor,
      });
      const lines = [line('6100', 100n), line('1190', -100n)];
      await postEntries(tx, [
        { id, kind: 'loss_allowance', sourceId: id, effectiveOn: plainDate('2026-07-02'), memo: '', lines },
      ]);
      await sql`insert into allowance_changes (id, amount_minor, currency, reason, effective_on, entry_id, made_by, made_by_name, made_at)
        values (${id}, 99, 'GBP', 'x', '2026-07-02', ${id}, ${controller.id}, 'x', now())`.execute(tx);
      return { ok: true as const, value: undefined };
    });
    await expect(planted.catch((error) => Promise.reject(new Error(constraintOf(error))))).rejects.toThrow(
      'allowance_is_posted',
    );
  });
});

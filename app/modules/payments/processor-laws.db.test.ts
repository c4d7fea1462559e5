import { beforeAll, describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { postPayout } from '#app/modules/payments/commands/post-payout.server.ts';
import { postProcessorFees } from '#app/modules/payments/commands/post-processor-fees.server.ts';
import { takeMovements } from '#app/modules/payments/commands/take-movements.server.ts';
import { getPayout, movementsForAPerson } from '#app/modules/payments/queries/get-payout.server.ts';
import { payoutsForBankLine } from '#app/modules/payments/queries/list-payouts.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aMadePayout } from '#tests/support/made-payouts.ts';
import { CLERK, GBP, on, setUpCompany } from '#tests/support/people.ts';
import { plantIn, type Statement } from '#tests/support/plant.ts';

const database = useDatabase();
const db = () => database.current.owner.db;
const NOW = on('2026-05-20');
let payoutId: string;

beforeAll(async () => {
  await setUpCompany(db());
  payoutId = await aMadePayout(db(), NOW);
});

const plant = (...statements: readonly Statement[]) => plantIn(database.current.owner, ...statements);

/** An entry between two accounts as raw statements. */
const entry = (id: string, kind: string, lines: readonly [string, bigint][]): Statement => [
  'select post_entries($1::jsonb)',
  [
    JSON.stringify([
      {
        ...{ id, kind, source_id: id, effective_on: NOW.today, value_on: '2026-05-19', memo: '' },
        lines: lines.map(([account, amount]) => ({
          ...{ account, currency: 'GBP', amount: amount.toString(), base: amount.toString() },
        })),
      },
    ]),
  ],
];
const FEE = `insert into processor_fees (transaction_id, currency, amount_minor, effective_on, entry_id) values ($1, 'GBP', $2, $3, $4)`;
const POSTING = `insert into payout_postings (payout_id, kind, effective_on, value_on, entry_id) values ($1, $2, $3, '2026-05-19', $4)`;
const MOVEMENT = `insert into processor_transactions (id, ref, kind, kind_told, currency, amount_minor, fee_minor, net_minor, happened_on, available_on, taken_at)
  values ($1, $2, 'charge', 'charge', 'GBP', $3, $4, $5, '2026-05-19', '2026-05-19', now())`;

describe('the laws of the processor’s money', () => {
  it('a fee is what its movement cost, posted to its accounts, once', async () => {
    const [movement, entryId] = [newId<never>() as string, newId<never>() as string];
    const told: Statement = [MOVEMENT, [movement, 'txn_law', 1_000, 35, 965]];
    const right = entry(entryId, 'processor_fee', [
      ['6200', 35n],
      ['1030', -35n],
    ]);
    const fee = (minor: number): Statement => [FEE, [movement, minor, NOW.today, entryId]];
    expect(await plant(told, right, fee(35))).toBe('accepted');
    expect(await plant(told, right, fee(34))).toBe('processor_fee_is_its_movement');
    const wrong = entry(entryId, 'processor_fee', [
      ['6205', 35n],
      ['1030', -35n],
    ]);
    expect(await plant(told, wrong, fee(35))).toBe('processor_fee_is_its_movement');
    expect(await plant(told, right, fee(35), fee(35))).toBe('processor_fees_pkey');
    expect(await plant([MOVEMENT, [movement, 'txn_law', 1_000, 35, 970]])).toBe('processor_transactions_net_check');
    expect(await plant(told, [MOVEMENT, [newId<never>(), 'txn_law', 1, 0, 1]])).toBe(
      'processor_transactions_ref_unique',
    );
  });

  it('the parts of a payout sum to it, and a part belongs to one payout', async () => {
    const movement = newId<never>() as string;
    const told: Statement = [MOVEMENT, [movement, 'txn_more', 100, 0, 100]];
    const part: Statement = [
      'insert into payout_parts (transaction_id, payout_id) values ($1, $2)',
      [movement, payoutId],
    ];
    expect(await plant(told, part)).toBe('payout_parts_sum_to_it');
    const again: Statement = [
      'insert into payout_parts select transaction_id, payout_id from payout_parts limit 1',
      [],
    ];
    expect(await plant(again)).toBe('payout_parts_pkey');
    expect(await plant(['update payouts set amount_minor = 1 where id = $1', [payoutId]])).toBe(
      'payout_stays_what_it_is',
    );
  });

  it('a payout is posted once, by its amount, and comes back once', async () => {
    const entryId = newId<never>() as string;
    const back = (minor: bigint) =>
      entry(entryId, 'payout', [
        ['1010', -minor],
        ['1030', minor],
      ]);
    const posting = (kind: string): Statement => [POSTING, [payoutId, kind, NOW.today, entryId]];
    expect(await plant(back(43_700n), posting('returned'))).toBe('accepted');
    expect(await plant(back(43_600n), posting('returned'))).toBe('payout_is_posted_as_it_is');
    const more = entry(entryId, 'payout', [
      ['1010', 43_700n],
      ['1030', -43_700n],
    ]);
    expect(await plant(more, posting('paid'))).toBe('payout_postings_once_unique');
  });

  it('an exchange is its movement, and leaves nothing on currency clearing', async () => {
    const [movement, entryId] = [newId<never>() as string, newId<never>() as string];
    const told: Statement = [MOVEMENT, [movement, 'txn_law', 8_000, 0, 8_000]];
    const exchange: Statement = [
      `insert into processor_exchanges (transaction_id, currency, amount_minor, entry_id) values ($1, 'USD', 10000, $2)`,
      [movement, entryId],
    ];
    const lines = (left: number, came: number) => [
      { account: '1030', currency: 'USD', amount: '-10000', base: '-7900' },
      { account: '7090', currency: 'USD', amount: '10000', base: String(left) },
      { account: '7090', currency: 'GBP', amount: String(-came), base: String(-came) },
      { account: '1030', currency: 'GBP', amount: String(came), base: String(came) },
      { account: '7000', currency: 'USD', amount: '0', base: String(7_900 - left) },
    ];
    const posted = (left: number, came: number): Statement => {
      const head = { id: entryId, kind: 'currency_clearing', source_id: movement, effective_on: NOW.today, memo: '' };
      return ['select post_entries($1::jsonb)', [JSON.stringify([{ ...head, lines: lines(left, came) }])]];
    };
    expect(await plant(told, posted(8_000, 8_000), exchange)).toBe('accepted');
    expect(await plant(told, posted(7_900, 8_000), exchange)).toBe('exchange_is_its_movement');
    expect(await plant(told, posted(7_999, 7_999), exchange)).toBe('exchange_is_its_movement');
  });

  it('what the processor told stays as it was', async () => {
    for (const table of [
      'processor_transactions',
      'processor_fees',
      'payout_parts',
      'payout_postings',
      'chargeback_steps',
    ])
      expect(await plant([`delete from ${table}`, []])).toBe('append_only');
  });
});

describe('taking in what the processor tells', () => {
  it('posts a fee of a closed month on the first open day and keeps its day', async () => {
    const closed = await inTransaction(db(), (tx) =>
      closePeriod(tx, CLERK, { kind: 'posting', monthOn: plainDate('2026-03-01') }, NOW),
    );
    expect(closed.ok).toBe(true);
    const happenedOn = plainDate('2026-03-30');
    const told = { ref: 'txn_late', kindTold: 'charge', currency: GBP, amountMinor: 1_000n, feeMinor: 35n };
    const rest = { sourceRef: 'ch_1', intentRef: 'pi_1', happenedOn, availableOn: happenedOn, description: '' };
    for (const taken of [1, 0])
      expect(await inTransaction(db(), async (tx) => ok(await takeMovements(tx, [{ ...told, ...rest }], NOW)))).toEqual(
        ok(taken),
      );
    for (const posted of [1, 0])
      expect(await inTransaction(db(), async (tx) => ok(await postProcessorFees(tx)))).toEqual(ok(posted));
    const row = await db()
      .selectFrom('processor_fees as f')
      .innerJoin('entries as e', 'e.id', 'f.entry_id')
      .innerJoin('processor_transactions as t', 't.id', 'f.transaction_id')
      .select(['e.effective_on', 'e.value_on', 'f.amount_minor'])
      .where('t.ref', '=', 'txn_late')
      .execute();
    expect(row).toEqual([{ effective_on: '2026-04-01', value_on: '2026-03-30', amount_minor: 35n }]);
  });

  it('leaves a fee without an exchange rate for later, and asks a person about what it does not know', async () => {
    const SEK = currency('SEK');
    const day = { happenedOn: NOW.today, availableOn: NOW.today, description: '' };
    const told = { ref: 'txn_sek', kindTold: 'charge', currency: SEK, amountMinor: 9_000n, feeMinor: 200n };
    await inTransaction(db(), async (tx) =>
      ok(await takeMovements(tx, [{ ...told, ...day, sourceRef: 'ch_2', intentRef: 'pi_2' }], NOW)),
    );
    expect(await inTransaction(db(), async (tx) => ok(await postProcessorFees(tx)))).toEqual(ok(0));
    const asked = (await movementsForAPerson(db())).map((row) => [row.ref, row.feeOn]);
    expect(asked).toContainEqual(['txn_sek', null]);
    await db().insertInto('exchange_rates').values({ currency: 'SEK', rate_on: '2026-05-01', rate: '0.078' }).execute();
    expect(await inTransaction(db(), async (tx) => ok(await postProcessorFees(tx)))).toEqual(ok(1));
  });

  it('finds a payout by the line of the bank', async () => {
    const line = { currency: 'GBP', amountMinor: 43_700n, bookedOn: plainDate('2026-05-22'), withinDays: 3 };
    expect(await payoutsForBankLine(db(), line)).toMatchObject([{ id: payoutId, bankReference: 'STRIPE 4410' }]);
    expect(await payoutsForBankLine(db(), { ...line, withinDays: 1 })).toEqual([]);
    expect((await getPayout(db(), { id: payoutId }))?.sums).toEqual({
      ...{ charges: 50_000n, refunds: -5_000n, fees: -1_600n, chargebacks: 0n, other: 300n },
    });
    const again = { payoutId, wasPaid: true, returnedOn: null };
    expect(await inTransaction(db(), async (tx) => ok(await postPayout(tx, SYSTEM, again, NOW)))).toEqual(ok(false));
  });
});

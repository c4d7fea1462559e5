import { sql } from 'kysely';
import { toBaseMinor } from '#app/kernel/exchange.ts';
import { type Currency, currency, minorDigits } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

const BANK = '1010';

/** What a line of the bank can post without a customer, and against which account (DESIGN 5). */
const AGAINST = {
  bank_charge: '6205',
  bank_interest: '4120',
  unidentified_receipt: '2190',
  receipt_returned: '2190',
} as const;

export type LinePosting = {
  readonly kind: keyof typeof AGAINST;
  readonly sourceId: string;
  readonly currency: Currency;
  /** Minor units, above zero into the bank. */
  readonly amountMinor: bigint;
  readonly bookedOn: PlainDate;
  readonly valueOn: PlainDate;
  readonly memo: string;
  /** What the amount is carried at, above zero, where that is not the rate of the day. */
  readonly baseMinor?: bigint;
};

export type Posted = { readonly entryId: string; readonly effectiveOn: PlainDate; readonly baseMinor: bigint };

/**
 * Posts one amount between the bank and what it is for. The bank did it, so a closed month does not refuse it: it counts on
 * the first open day and keeps its value date. Refuses a currency without a rate for the day.
 */
export async function postLinePart(
  tx: Tx,
  part: LinePosting,
): Promise<Result<Posted, { readonly code: 'no-exchange-rate'; readonly currency: string }>> {
  const size = part.amountMinor < 0n ? -part.amountMinor : part.amountMinor;
  const baseMinor = part.baseMinor ?? (await baseOf(tx, { ...part, minor: size }));
  if (baseMinor === null) return refuse({ code: 'no-exchange-rate', currency: part.currency });
  const effectiveOn = await firstOpenDay(tx, ['posting'], part.bookedOn);
  const entryId = newId<never>() as string;
  const line = (account: string, sign: bigint) => ({
    ...{ account, currency: part.currency },
    ...{ amountMinor: sign * size, baseMinor: sign * baseMinor },
  });
  const isIn = part.amountMinor > 0n;
  const [debit, credit] = isIn ? [BANK, AGAINST[part.kind]] : [AGAINST[part.kind], BANK];
  await postEntries(tx, [
    {
      ...{ id: entryId, kind: part.kind, sourceId: part.sourceId, effectiveOn, valueOn: part.valueOn, memo: part.memo },
      lines: [line(debit, 1n), line(credit, -1n)],
    },
  ]);
  return ok({ entryId, effectiveOn, baseMinor });
}

async function baseOf(
  tx: Tx,
  of: { readonly currency: Currency; readonly minor: bigint; readonly bookedOn: PlainDate },
): Promise<bigint | null> {
  const { rows } = await sql<{ base: string; rate: string | null }>`
    select c.base_currency as base, case when c.base_currency = ${of.currency} then '1' else (select r.rate::text from exchange_rates r
      where r.currency = ${of.currency} and r.rate_on <= ${of.bookedOn} order by r.rate_on desc limit 1) end as rate
    from company c`.execute(tx);
  const { base, rate } = rows[0]!;
  if (rate === null || rate === '1') return rate === null ? null : of.minor;
  return toBaseMinor(of.minor, rate, { from: minorDigits(of.currency), base: minorDigits(currency(base)) });
}

/**
 * Takes back what a part of an explanation posted, by its mirror: on the day the entry counts, or on the first open day after
 * it, and keeps that it did.
 */
export async function mirrorLinePart(
  tx: Tx,
  link: { readonly id: string; readonly entryId: string },
  reason: string,
): Promise<void> {
  const entry = await tx.selectFrom('entries').selectAll().where('id', '=', link.entryId).executeTakeFirstOrThrow();
  const lines = await tx
    .selectFrom('entry_lines')
    .selectAll()
    .where('entry_id', '=', link.entryId)
    .orderBy('line_no')
    .execute();
  const effectiveOn = await firstOpenDay(tx, ['posting'], entry.effective_on as PlainDate);
  const entryId = newId<never>() as string;
  await postEntries(tx, [
    {
      ...{ id: entryId, kind: entry.kind as LinePosting['kind'], sourceId: link.id, memo: reason },
      ...{ effectiveOn, valueOn: entry.value_on as PlainDate },
      lines: lines.map((line) => ({
        ...{ account: line.account_code, currency: currency(line.currency) },
        ...{ amountMinor: -line.amount_minor, baseMinor: -line.base_minor },
      })),
    },
  ]);
  await tx
    .insertInto('bank_link_reversals')
    .values({ link_id: link.id, entry_id: entryId, effective_on: effectiveOn })
    .execute();
}

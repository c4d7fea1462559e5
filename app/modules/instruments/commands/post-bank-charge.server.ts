import { sql } from 'kysely';
import { toBaseMinor } from '#app/kernel/exchange.ts';
import { type Currency, currency, minorDigits } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type BankChargeInput = {
  readonly instrumentId: string;
  /** Minor units. */
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly chargedOn: PlainDate;
  readonly memo: string;
};

/**
 * What our bank took for a returned cheque: bank charges against the bank. The bank did it, so a closed month does not
 * refuse it: it counts on the first open day and keeps its value date. Refuses a currency without a rate for the day.
 */
export async function postBankCharge(
  tx: Tx,
  input: BankChargeInput,
): Promise<Result<{ entryId: string }, { readonly code: 'no-exchange-rate'; readonly currency: string }>> {
  const { rows } = await sql<{ base: string; rate: string | null }>`
    select c.base_currency as base, case when c.base_currency = ${input.currency} then '1' else (select r.rate::text from exchange_rates r
      where r.currency = ${input.currency} and r.rate_on <= ${input.chargedOn} order by r.rate_on desc limit 1) end as rate
    from company c`.execute(tx);
  const { base, rate } = rows[0]!;
  if (rate === null) return refuse({ code: 'no-exchange-rate', currency: input.currency });
  const digits = { from: minorDigits(input.currency), base: minorDigits(currency(base)) };
  const baseMinor = rate === '1' ? input.amountMinor : toBaseMinor(input.amountMinor, rate, digits);
  const entryId = newId<never>() as string;
  const line = (account: string, sign: bigint) => ({
    ...{ account, currency: input.currency },
    ...{ amountMinor: sign * input.amountMinor, baseMinor: sign * baseMinor },
  });
  await postEntries(tx, [
    {
      ...{ id: entryId, kind: 'bank_charge' as const, sourceId: input.instrumentId, memo: input.memo },
      effectiveOn: await firstOpenDay(tx, ['posting'], input.chargedOn),
      valueOn: input.chargedOn,
      lines: [line('6205', 1n), line('1010', -1n)],
    },
  ]);
  return ok({ entryId });
}

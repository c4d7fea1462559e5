import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { basePart } from '#app/kernel/exchange.ts';
import { currency } from '#app/kernel/money.ts';
import { earlier, later, type PlainDate } from '#app/kernel/plain-date.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { baseOf } from './post-processor-fees.server.ts';
import { lockProcessorMoney } from './take-movements.server.ts';

const BANK = '1010';
const CLEARING = '1030';

/**
 * Brings the books to where a payout stands: once paid, 1010 / 1030 on the day it arrives; once returned by the bank, the
 * mirror of that. `wasPaid` says that it had arrived although it has failed since. Each is posted once, on the first open day
 * where its month is closed. In a foreign currency it takes its share of what 1030 carries in base, the last all of it.
 * Answers whether anything was posted. Throws where its currency has no exchange rate: tried again once there is one.
 */
export async function postPayout(
  tx: Tx,
  actor: Actor,
  of: { readonly payoutId: string; readonly wasPaid: boolean; readonly returnedOn: PlainDate | null },
  moment: Moment,
): Promise<boolean> {
  await lockProcessorMoney(tx);
  const payout = await tx.selectFrom('payouts').selectAll().where('id', '=', of.payoutId).executeTakeFirstOrThrow();
  const before = await tx.selectFrom('payout_postings').selectAll().where('payout_id', '=', payout.id).execute();
  const paid = before.find((row) => row.kind === 'paid');
  const arrivedOn = earlier(payout.arrives_on as PlainDate, moment.today);
  let made = false;
  const subject: Subject = { ...payout, code: currency(payout.currency) };
  if (!paid && (payout.state === 'paid' || of.wasPaid)) {
    const baseMinor = await baseFor(tx, subject, arrivedOn);
    assert(baseMinor !== null, `payout ${payout.ref}: ${payout.currency} has no exchange rate for ${arrivedOn}`);
    await post(tx, actor, { payout: subject, kind: 'paid', valueOn: arrivedOn, sign: 1n, baseMinor });
    made = true;
  }
  const isBack = payout.state === 'failed' || payout.state === 'canceled';
  if (isBack && (paid || made) && !before.some((row) => row.kind === 'returned')) {
    const valueOn = later(
      earlier(of.returnedOn ?? moment.today, moment.today),
      (paid?.value_on as PlainDate) ?? arrivedOn,
    );
    const baseMinor = await postedBase(tx, payout.id);
    await post(tx, actor, { payout: subject, kind: 'returned', valueOn, sign: -1n, baseMinor });
    made = true;
  }
  return made;
}

type Subject = {
  readonly id: string;
  readonly ref: string;
  readonly amount_minor: bigint;
  readonly code: ReturnType<typeof currency>;
};
type Posting = {
  readonly payout: Subject;
  readonly kind: 'paid' | 'returned';
  readonly valueOn: PlainDate;
  readonly sign: 1n | -1n;
  readonly baseMinor: bigint;
};

async function post(tx: Tx, actor: Actor, { payout, kind, valueOn, sign, baseMinor }: Posting): Promise<void> {
  const effectiveOn = await firstOpenDay(tx, ['posting'], valueOn);
  const entryId = newId<never>() as string;
  const line = (account: string, way: 1n | -1n) => ({
    ...{ account, currency: payout.code },
    ...{ amountMinor: way * sign * payout.amount_minor, baseMinor: way * sign * baseMinor },
  });
  await postEntries(tx, [
    {
      ...{ id: entryId, kind: 'payout' as const, sourceId: payout.id, effectiveOn, valueOn, memo: payout.ref },
      lines: [line(BANK, 1n), line(CLEARING, -1n)],
    },
  ]);
  await tx
    .insertInto('payout_postings')
    .values({ payout_id: payout.id, kind, effective_on: effectiveOn, value_on: valueOn, entry_id: entryId })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: `payout.${kind}`, subjectKind: 'payout', subjectId: payout.id },
    after: { amountMinor: payout.amount_minor, currency: payout.code, valueOn },
  });
}

type Carried = { base: string; rate: string | null; amount: bigint; base_minor: bigint };

async function baseFor(tx: Tx, payout: Subject, on: PlainDate): Promise<bigint | null> {
  const { rows } = await sql<Carried>`
    select c.base_currency as base, coalesce(l.amount, 0)::bigint as amount, coalesce(l.base_minor, 0)::bigint as base_minor,
      (select r.rate::text from exchange_rates r where r.currency = ${payout.code} and r.rate_on <= ${on}::date order by r.rate_on desc limit 1) as rate
    from company c left join lateral (select sum(amount_minor) as amount, sum(base_minor) as base_minor from entry_lines
      where account_code = ${sql.lit(CLEARING)} and currency = ${payout.code} and c.base_currency <> ${payout.code}) l on true`.execute(
    tx,
  );
  const { base, rate, amount, base_minor: carried } = rows[0]!;
  if (payout.code === base) return payout.amount_minor;
  if (payout.amount_minor > 0n && amount >= payout.amount_minor) return basePart(carried, payout.amount_minor, amount);
  return rate === null ? null : baseOf(payout.amount_minor, payout.code, { rate, base });
}

async function postedBase(tx: Tx, payoutId: string): Promise<bigint> {
  const row = await tx
    .selectFrom('payout_postings as p')
    .innerJoin('entry_lines as l', 'l.entry_id', 'p.entry_id')
    .select('l.base_minor')
    .where('p.payout_id', '=', payoutId)
    .where('p.kind', '=', 'paid')
    .where('l.account_code', '=', BANK)
    .executeTakeFirstOrThrow();
  return row.base_minor;
}

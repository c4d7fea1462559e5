import { sql } from 'kysely';
import { basePart } from '#app/kernel/exchange.ts';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { openDays } from '#app/modules/ledger/queries/periods.server.ts';
import type { EntryInput, LineInput } from '#app/modules/ledger/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { lockProcessorMoney } from './take-movements.server.ts';

const EXCHANGES_PER_CALL = 500;

type Unposted = {
  id: string;
  ref: string;
  happened_on: PlainDate;
  told_currency: string;
  told_minor: bigint;
  currency: string;
  minor: bigint;
  paid_minor: bigint;
  paid_base: bigint;
  base: string;
};

/**
 * Posts what the processor settled in another currency than it was paid in, each movement once on its day: the payment's
 * currency leaves 1030 through 7090 and the movement's amount takes its place. What the processor's rate made of it in base
 * currency is realised, 7000. Waits until the payment, refund or chargeback behind the movement is booked here. At most five
 * hundred a call; answers how many. Serialises with everybody who posts the processor's money.
 */
export async function postProcessorExchanges(tx: Tx): Promise<number> {
  await lockProcessorMoney(tx);
  const unposted = await readUnposted(tx);
  if (unposted.length === 0) return 0;
  const days = await openDays(
    tx,
    ['posting'],
    unposted.map((row) => row.happened_on),
  );
  const posted = unposted.map((row) => ({ row, entry: toEntry(row, days.get(row.happened_on)!) }));
  await postEntries(
    tx,
    posted.map(({ entry }) => entry),
  );
  await tx
    .insertInto('processor_exchanges')
    .values(
      posted.map(({ row, entry }) => ({
        ...{ transaction_id: row.id, currency: row.currency, amount_minor: row.minor, entry_id: entry.id },
      })),
    )
    .execute();
  return posted.length;
}

/** What each movement was in its payment's currency, by the document behind it. */
async function readUnposted(tx: Tx): Promise<Unposted[]> {
  const { rows } = await sql<Unposted>`
    select t.id, t.ref, t.happened_on, t.currency as told_currency, t.amount_minor as told_minor, p.currency, o.minor,
      p.amount_minor as paid_minor, -i.base_minor as paid_base, c.base_currency as base
    from processor_transactions t join payments p on p.processor_ref = t.intent_ref and p.currency <> t.currency
    join open_items i on i.id = p.open_item_id cross join company c
    cross join lateral (select case
      when t.kind = 'charge' then p.amount_minor
      when t.kind = 'charge_failure' then (select -p.amount_minor from payment_reversals r where r.payment_id = p.id)
      when t.kind in ('refund', 'refund_failure') then (select case t.kind when 'refund' then -f.amount_minor else f.amount_minor end
        from refund_events e join refunds f on f.id = e.refund_id where e.processor_ref = t.source_ref limit 1)
      when t.kind in ('chargeback', 'chargeback_won') then (select case s.kind when 'withdrawn' then -s.amount_minor else s.amount_minor end
        from chargebacks b join chargeback_steps s on s.chargeback_id = b.id
        where b.dispute_ref = t.source_ref and s.kind = case t.kind when 'chargeback' then 'withdrawn' else 'reinstated' end)
      end as minor) o
    where o.minor is not null and t.amount_minor <> 0 and not exists (select from processor_exchanges x where x.transaction_id = t.id)
    order by t.happened_on, t.id limit ${EXCHANGES_PER_CALL}`.execute(tx);
  return rows;
}

function toEntry(row: Unposted, effectiveOn: PlainDate): EntryInput {
  const [paidIn, settledIn] = [currency(row.currency), currency(row.told_currency)];
  const leaves = basePart(row.paid_base, row.minor, row.paid_minor);
  // In base currency the processor's rate says what it became; in a third one it keeps what it was worth.
  const comes = row.told_currency === row.base ? row.told_minor : leaves;
  const line = (account: string, code: LineInput['currency'], amountMinor: bigint, baseMinor: bigint): LineInput => ({
    ...{ account, currency: code, amountMinor, baseMinor },
  });
  const realised = leaves - comes;
  return {
    id: newId<never>() as string,
    kind: 'currency_clearing',
    sourceId: row.id,
    ...{ effectiveOn, valueOn: row.happened_on, memo: row.ref },
    lines: [
      line('1030', paidIn, -row.minor, -leaves),
      line('7090', paidIn, row.minor, comes),
      line('7090', settledIn, -row.told_minor, -comes),
      line('1030', settledIn, row.told_minor, comes),
      ...(realised === 0n ? [] : [line('7000', paidIn, 0n, realised)]),
    ],
  };
}

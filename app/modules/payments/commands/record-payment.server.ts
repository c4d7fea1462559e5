import { sql } from 'kysely';
import { toBaseMinor } from '#app/kernel/exchange.ts';
import { currency, MINOR_MAX, minorDigits } from '#app/kernel/money.ts';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { PaymentMethod, RecordedPayment, RecordPaymentInput, RecordPaymentRefusal } from '../types.ts';

/** The same payer, amount and (where given) reference within this many days either way asks first. */
export const SUSPICION_DAYS = 3;

/** Where the money lies until the bank confirms it (DESIGN 5). */
const MONEY_ACCOUNT: Record<PaymentMethod, string> = {
  card: '1030',
  direct_debit: '1030',
  cheque: '1020',
  cash: '1020',
  transfer: '1010',
};

/**
 * Records money received: entry, credit item, audit, receipt number last. It stays unapplied until cash application sets
 * it against invoices. Amounts in minor units. Refuses a suspected double (same customer, amount and reference within
 * three days) unless accepted, a processor reference recorded before, and dates ahead of today. Locks the customer, then
 * the receipt series until commit.
 */
export async function recordPayment(
  tx: Tx,
  actor: Actor,
  input: RecordPaymentInput,
  moment: Moment,
): Promise<Result<RecordedPayment, RecordPaymentRefusal>> {
  if (input.amountMinor <= 0n) return refuse({ code: 'amount-not-positive' });
  if (input.amountMinor > MINOR_MAX) return refuse({ code: 'amount-out-of-range' });
  if (input.receivedOn > moment.today) return refuse({ code: 'in-the-future' });
  const facts = await readFacts(tx, input);
  if (!facts) return refuse({ code: 'unknown-customer' });
  if (facts.twin && !input.acceptSuspicion && !input.processorRef) {
    return refuse({ code: 'looks-like-a-duplicate', number: facts.twin.number, receivedOn: facts.twin.receivedOn });
  }
  if (facts.rate === null) return refuse({ code: 'no-exchange-rate', currency: input.currency });
  const base = currency(facts.base);
  const baseMinor =
    facts.rate === '1'
      ? input.amountMinor
      : toBaseMinor(input.amountMinor, facts.rate, { from: minorDigits(input.currency), base: minorDigits(base) });
  const [id, entryId, openItemId] = [newId<never>() as string, newId<never>() as string, newId<never>() as string];
  await postEntries(tx, [
    {
      id: entryId,
      kind: 'payment',
      sourceId: id,
      effectiveOn: input.receivedOn,
      valueOn: input.valueOn ?? input.receivedOn,
      memo: input.reference,
      lines: [
        { account: MONEY_ACCOUNT[input.method], currency: input.currency, amountMinor: input.amountMinor, baseMinor },
        {
          account: '1100',
          currency: input.currency,
          amountMinor: -input.amountMinor,
          baseMinor: -baseMinor,
          receivable: { customerId: input.customerId, itemId: openItemId, dueOn: input.receivedOn },
        },
      ],
    },
  ]);
  await writeAudit(tx, actor, {
    action: 'payment.recorded',
    subjectKind: 'payment',
    subjectId: id,
    customerId: input.customerId,
    after: {
      method: input.method,
      amountMinor: input.amountMinor,
      currency: input.currency,
      receivedOn: input.receivedOn,
    },
    reason: facts.twin ? `recorded although ${facts.twin.number} looks the same` : '',
  });
  return store(tx, actor, input, { id, entryId, openItemId }, moment);
}

type Facts = { rate: string | null; base: string; twin: { number: string; receivedOn: PlainDate } | null };

/** Locks the customer and learns the exchange rate and a possible twin, in one round trip. */
async function readFacts(tx: Tx, input: RecordPaymentInput): Promise<Facts | null> {
  const { rows } = await sql<{ base: string; rate: string | null; twin_number: string | null; twin_on: string | null }>`
    with locked as (select id from customers where id = ${input.customerId} for no key update),
    twin as (
      select p.number, p.received_on from payments p
      where p.customer_id = ${input.customerId} and p.amount_minor = ${input.amountMinor} and p.currency = ${input.currency}
        and p.received_on between ${addDays(input.receivedOn, -SUSPICION_DAYS)} and ${addDays(input.receivedOn, SUSPICION_DAYS)}
        and (p.reference = ${input.reference} or p.reference = '' or ${input.reference} = '')
        and not exists (select 1 from payment_reversals r where r.payment_id = p.id)
      order by p.id desc limit 1)
    select company.base_currency as base,
      case when company.base_currency = ${input.currency} then '1' else (
        select rate::text from exchange_rates where currency = ${input.currency} and rate_on <= ${input.receivedOn} order by rate_on desc limit 1) end as rate,
      twin.number as twin_number, twin.received_on as twin_on
    from locked cross join company left join twin on true`.execute(tx);
  const row = rows[0];
  if (!row) return null;
  return {
    rate: row.rate,
    base: row.base,
    twin: row.twin_number ? { number: row.twin_number, receivedOn: row.twin_on as PlainDate } : null,
  };
}

async function store(
  tx: Tx,
  actor: Actor,
  input: RecordPaymentInput,
  ids: { id: string; entryId: string; openItemId: string },
  moment: Moment,
): Promise<Result<RecordedPayment, RecordPaymentRefusal>> {
  const receipt = {
    id: ids.id,
    customer_id: input.customerId,
    method: input.method,
    currency: input.currency,
    amount_minor: input.amountMinor.toString(),
    received_on: input.receivedOn,
    value_on: input.valueOn ?? input.receivedOn,
    reference: input.reference,
    payer_name: input.payerName,
    note: input.note,
    processor_ref: input.processorRef ?? null,
    entry_id: ids.entryId,
    open_item_id: ids.openItemId,
    recorded_at: moment.now.toISOString(),
    recorded_by: actor.id,
    recorded_by_name: actor.name,
  };
  try {
    const { rows } = await sql<{
      number: string;
    }>`select number from record_payments(${JSON.stringify([receipt])}::jsonb)`.execute(tx);
    return ok({ id: ids.id, number: rows[0]!.number, openItemId: ids.openItemId });
  } catch (error) {
    if (constraintOf(error) === 'payments_processor_ref_unique') return refuse({ code: 'already-recorded' });
    throw error;
  }
}

import { sql } from 'kysely';
import { AssertionBroken } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { recordPayments } from '#app/modules/payments/commands/record-payments.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { TIME_ZONE } from './company.ts';

const CUSTOMERS = ['C-20418', 'C-30077'];
/** The statements end this many days ago, and the money that was learned late came in a few days before that. */
const ENDED_DAYS_AGO = 10;
const LEARNED_DAYS_AGO = 14;
const STATEMENT_DAYS = 90;

/**
 * Two statements that were made and kept, after which money came to light that belongs into their days: what the pages
 * about "what changed since we sent this" show. The worker makes the files.
 */
export async function keepDemoStatements(db: Db): Promise<void> {
  const { sealNo } = await sealLedger(db);
  const { today } = momentIn(TIME_ZONE);
  const done = await inTransaction(db, async (tx): Promise<Result<undefined, unknown>> => {
    for (const number of CUSTOMERS) {
      const oldest = await oldestOpen(tx, number, addDays(today, -LEARNED_DAYS_AGO));
      if (!oldest) continue;
      const learned = await learnPayment(tx, oldest, addDays(today, -LEARNED_DAYS_AGO));
      if (!learned.ok) return learned;
      await enqueue(tx, 'keep-statement', {
        ...{ customerId: oldest.customer_id, currency: oldest.currency, sealNo: sealNo.toString() },
        fromOn: addDays(today, -ENDED_DAYS_AGO - STATEMENT_DAYS),
        toOn: addDays(today, -ENDED_DAYS_AGO),
      });
    }
    return ok();
  });
  if (!done.ok) throw new AssertionBroken(`the demo statements were refused: ${JSON.stringify(done.refusal)}`);
}

type OpenBill = { customer_id: string; item_id: string; currency: string; residual_minor: bigint };

async function oldestOpen(tx: Tx, number: string, before: PlainDate): Promise<OpenBill | undefined> {
  const { rows } = await sql<OpenBill>`select i.customer_id, i.id as item_id, i.currency, i.residual_minor
    from open_items i join customers c on c.id = i.customer_id
    where c.number = ${number} and i.side = 'debit' and i.residual_minor > 0 and i.effective_on <= ${before}
    order by i.due_on, i.id limit 1`.execute(tx);
  return rows[0];
}

/** Half of the oldest bill, by a transfer that came some days ago and is recorded only now. */
async function learnPayment(tx: Tx, bill: OpenBill, on: PlainDate): Promise<Result<unknown, unknown>> {
  const amountMinor = bill.residual_minor / 2n + 1n;
  const payment = {
    ...{ customerId: bill.customer_id, method: 'transfer' as const, currency: currency(bill.currency), amountMinor },
    ...{ receivedOn: on, reference: 'Found in a second bank account', payerName: '', note: '', acceptSuspicion: true },
  };
  const recorded = await recordPayments(tx, SYSTEM, { payments: [payment] }, momentIn(TIME_ZONE));
  if (!recorded.ok) return recorded;
  const application = {
    ...{ customerId: bill.customer_id, creditItemId: recorded.value[0]!.openItemId, debitItemId: bill.item_id },
    ...{ amountMinor, effectiveOn: on },
  };
  return applyItems(tx, SYSTEM, { applications: [application] });
}

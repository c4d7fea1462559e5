import { ok } from '#app/kernel/result.ts';
import type { InvoiceInput, IssuedInvoice } from '#app/modules/invoicing/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { recordPayments } from '#app/modules/payments/commands/record-payments.server.ts';
import type { RecordPaymentInput } from '#app/modules/payments/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { enqueueMany } from '#app/platform/jobs/jobs.server.ts';
import { receivePayment } from '#app/workflows/receive-payment.server.ts';
import type { Run, RunPayment } from '#scripts/seed/made-run.ts';
import { CLERK, GBP } from '#tests/support/people.ts';
import type { BenchDatabase } from './bench-database.ts';
import { inParallel, mustEqual, perSecond, timed, WrongOutput } from './figures.ts';
import { issueInChunks, MOMENT } from './issue-and-pay.ts';

/** The invoices a run's payments settle, by their number in the run. */
export async function issueForPaying(bench: BenchDatabase, inputs: readonly InvoiceInput[]): Promise<IssuedInvoice[]> {
  return (await issueInChunks(bench, inputs)).issued;
}

const toPayment = (made: RunPayment, customerId: string): RecordPaymentInput => ({
  customerId,
  method: 'transfer',
  currency: GBP,
  amountMinor: BigInt(made.amountCents),
  receivedOn: made.receivedOn,
  reference: `Payment ${made.no}`,
  payerName: '',
  note: '',
});

const allocationsOf = (made: RunPayment, run: Run, issued: readonly IssuedInvoice[]) =>
  made.invoiceNos.map((no) => ({
    itemId: issued[no - 1]!.openItemId,
    amountMinor: BigInt(run.invoices[no - 1]!.totalCents),
  }));

export type Paying = {
  bench: BenchDatabase;
  run: Run;
  customerIds: readonly string[];
  issued: readonly IssuedInvoice[];
};

/** Records and applies payments one by one, each with its receipt number, entry, audit and receipt job. */
export async function payOneByOne({ bench, run, customerIds, issued }: Paying, clients: number): Promise<number> {
  const payOne = async (index: number) => {
    const made = run.payments[index]!;
    const input = {
      payment: toPayment(made, customerIds[made.customerId - 1]!),
      apply: { kind: 'chosen' as const, allocations: allocationsOf(made, run, issued) },
    };
    const paid = await inTransaction(bench.staff.db, (tx) => receivePayment(tx, CLERK, input, MOMENT));
    if (!paid.ok) throw new WrongOutput(`payment ${made.no} was refused: ${JSON.stringify(paid.refusal)}`);
  };
  const { ms } = await timed(() => inParallel(run.payments.length, clients, payOne));
  return perSecond(run.payments.length, ms);
}

/** The same payments in one transaction, set-based, as a bank file is taken in. */
export async function payInBatch({ bench, run, customerIds, issued }: Paying): Promise<number> {
  const payments = run.payments.map((made) => toPayment(made, customerIds[made.customerId - 1]!));
  const { ms } = await timed(async () => {
    const paid = await inTransaction<void, unknown>(bench.staff.db, async (tx) => {
      const recorded = await recordPayments(tx, CLERK, { payments }, MOMENT);
      if (!recorded.ok) return recorded;
      const applications = run.payments.flatMap((made, index) =>
        allocationsOf(made, run, issued).map((part) => ({
          customerId: payments[index]!.customerId,
          creditItemId: recorded.value[index]!.openItemId,
          debitItemId: part.itemId,
          amountMinor: part.amountMinor,
          effectiveOn: made.receivedOn,
        })),
      );
      const applied = await applyItems(tx, CLERK, { applications });
      if (!applied.ok) return applied;
      await enqueueMany(
        tx,
        'send-receipt',
        recorded.value.map(({ id }) => ({ paymentId: id })),
      );
      return ok();
    });
    if (!paid.ok) throw new WrongOutput(`the batch was refused: ${JSON.stringify(paid.refusal)}`);
  });
  return perSecond(run.payments.length, ms);
}

/** Every invoice a payment names is paid, no other one is, no payment has anything left, each has a job and a number. */
export async function checkPaid({ bench, run, issued }: Paying): Promise<void> {
  const paidNos = new Set(run.payments.flatMap((payment) => payment.invoiceNos));
  const { rows } = await bench.owner.pool.query(
    `select id from open_items where side = 'debit' and residual_minor = 0 and id = any ($1::uuid[])`,
    [issued.map((invoice) => invoice.openItemId)],
  );
  mustEqual('invoices paid', rows.length, paidNos.size);
  const paidItems = new Set(rows.map((row) => row.id));
  for (const no of paidNos) mustEqual(`invoice ${no} paid`, paidItems.has(issued[no - 1]!.openItemId), true);
  const { rows: counts } = await bench.owner.pool.query(`select
    (select count(*) from payments)::int as payments,
    (select count(distinct series_no) from payments)::int as numbers,
    (select max(series_no) from payments)::int as highest,
    (select count(*) from pgboss.job where name = 'send-receipt')::int as receipts,
    (select count(*) from open_items where side = 'credit')::int as credits,
    (select count(*) from open_items where side = 'credit' and residual_minor = 0)::int as used_up`);
  for (const [name, count] of Object.entries(counts[0])) mustEqual(name, count, counts[0].payments);
}

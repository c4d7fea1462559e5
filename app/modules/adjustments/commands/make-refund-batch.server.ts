import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import type { Currency } from '#app/kernel/money.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { transferFile } from '../rules/pain-001.ts';
import type { BatchRefusal, RefundStep } from '../types.ts';
import { refuseUndecided } from './check-common.server.ts';
import { stepRefund } from './step-refund.server.ts';

export type BatchInput = {
  readonly batchId: string;
  readonly currency: Currency;
  readonly refundIds: readonly string[];
  readonly executeOn: PlainDate;
  readonly approvalId?: string;
};
export type BatchMade = { readonly id: string; readonly number: string; readonly refundIds: readonly string[] };

/**
 * Makes the credit transfer file of approved refunds, stores it with its hash and marks each refund as sent. All or nothing:
 * one that is not waiting for a file any more refuses the whole. Dated as asked, or today where that is past.
 */
export async function makeRefundBatch(
  tx: Tx,
  actor: Actor,
  input: BatchInput,
  moment: Moment,
): Promise<Result<BatchMade, BatchRefusal>> {
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  const ready = await readyForFile(tx, input);
  if (!ready.ok) return ready;
  const { rows, debtor } = ready.value;
  const company = await getCompany(tx);
  const executeOn = later(input.executeOn, moment.today);
  const document = transferFile({
    // The number is taken last; the id is as good a name for a file and known now.
    messageId: input.batchId.replaceAll('-', ''),
    madeAt: moment.now,
    executeOn,
    currency: input.currency,
    debtor: { holder: debtor.accountName, number: debtor.accountNumber, routing: debtor.routing },
    transfers: rows.map((row) => ({
      endToEndId: row.number,
      amountMinor: row.amount_minor,
      payee: { holder: row.holder, number: row.account, routing: row.routing },
      text: `Refund ${row.number} ${company.name}`,
    })),
  });
  const batch = {
    ...{ id: input.batchId, currency: input.currency, execute_on: executeOn, document },
    ...{ amount_minor: sumOf(rows, 'amount_minor').toString(), base_minor: sumOf(rows, 'base_minor').toString() },
    ...{ approval_id: input.approvalId ?? null, made_by: actor.id, made_by_name: actor.name, made_at: moment.now },
  };
  const numbered = await sql<{ number: string }>`select record_refund_batch(${JSON.stringify(batch)}::jsonb) as number`
    .execute(tx)
    .catch(refuseUndecided);
  if ('ok' in numbered) return numbered;
  for (const row of rows) {
    const sent = await stepRefund(tx, actor, { refundId: row.id, step: 'sent', batchId: input.batchId }, moment);
    assert(sent.ok, 'a refund that waits for a file under lock can be sent');
  }
  const { number } = numbered.rows[0]!;
  await writeAudit(tx, actor, {
    ...{ action: 'refund-file.made', subjectKind: 'refund_batch', subjectId: input.batchId },
    after: { number, refunds: rows.length, amountMinor: sumOf(rows, 'amount_minor'), currency: input.currency },
  });
  return ok({ id: input.batchId, number, refundIds: rows.map((row) => row.id) });
}

export type ReadyRow = {
  id: string;
  number: string;
  customer_id: string;
  amount_minor: bigint;
  base_minor: bigint;
  step: RefundStep;
  holder: string;
  account: string;
  routing: string;
};

export const sumOf = (rows: readonly ReadyRow[], column: 'amount_minor' | 'base_minor'): bigint =>
  rows.reduce((sum, row) => sum + row[column], 0n);

/** The chosen refunds with where they go, under lock, and our own account; or why no file can be made of them. */
export async function readyForFile(tx: Tx, input: Pick<BatchInput, 'currency' | 'refundIds'>) {
  const ids = [...new Set(input.refundIds)];
  if (ids.length === 0) return refuse({ code: 'nothing-chosen' } as const);
  const debtor = (await listBankAccounts(tx)).find((account) => account.currency === input.currency);
  if (!debtor) return refuse({ code: 'no-company-account', currency: input.currency } as const);
  const customers = await tx.selectFrom('refunds').select('customer_id').distinct().where('id', 'in', ids).execute();
  await lockCustomers(
    tx,
    customers.map((row) => row.customer_id),
  );
  const { rows } = await sql<ReadyRow>`
    select r.id, r.number, r.customer_id, r.amount_minor, r.base_minor, b.holder, coalesce(b.iban, b.account_number) as account, coalesce(b.routing, '') as routing,
      (select e.kind from refund_events e where e.refund_id = r.id order by e.position desc limit 1) as step
    from refunds r join customer_bank_accounts b on b.id = r.bank_account_id
    where r.id = any (${ids}::uuid[]) and r.currency = ${input.currency} order by r.series_no`.execute(tx);
  const fits = rows.length === ids.length && rows.every((row) => row.step === 'approved');
  return fits ? ok({ rows, debtor }) : refuse({ code: 'changed-meanwhile' } as const);
}

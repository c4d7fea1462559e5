import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { askRefund } from '#app/modules/adjustments/commands/ask-refund.server.ts';
import { askWriteOff } from '#app/modules/adjustments/commands/ask-write-off.server.ts';
import type { RefundInput, WriteOffInput } from '#app/modules/adjustments/types.ts';
import { decideApproval } from '#app/modules/approvals/commands/decide-approval.server.ts';
import { recordEffect } from '#app/modules/approvals/commands/record-effect.server.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { on } from '#tests/support/people.ts';

export const GBP = currency('GBP');

/** What stands on an account, debit above zero, in minor units of GBP. */
export async function accountBalance(db: Db, account: string): Promise<bigint> {
  const row = await db
    .selectFrom('entry_lines')
    .select((eb) => eb.fn.sum<string | null>('amount_minor').as('total'))
    .where('account_code', '=', account)
    .executeTakeFirstOrThrow();
  return BigInt(row.total ?? 0);
}

/** Approves a request as this person; answers the sentence of what was done, or throws the refusal. */
export async function approve(db: Db, by: Actor, approvalId: string, day: string): Promise<string> {
  const input = { approvalId, decision: 'approve' as const, note: '' };
  const decided = await inTransaction(db, (tx) => decideAndDo(tx, by, input, on(day)));
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal));
  return decided.value.done?.text ?? '';
}

/** Asks for a write-off and has it approved; answers the write-off's id. */
export async function writtenOff(
  db: Db,
  people: { readonly asks: Actor; readonly approves: Actor },
  fields: Pick<WriteOffInput, 'itemId' | 'amountMinor'> & Partial<WriteOffInput>,
  day: string,
): Promise<string> {
  const input = { reasonCode: 'insolvent', reason: 'Administrators were appointed', effectiveOn: plainDate(day) };
  const asked = await inTransaction(db, (tx) =>
    askWriteOff(tx, people.asks, { ...input, against: 'expense', ...fields }, on(day)),
  );
  if (!asked.ok) throw new Error(JSON.stringify(asked.refusal));
  if (asked.value.state === 'waiting') await approve(db, people.approves, asked.value.approvalId, day);
  const row = await db
    .selectFrom('write_offs')
    .select('id')
    .where('item_id', '=', fields.itemId)
    .orderBy('series_no', 'desc')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** A bank account of a customer in GBP that a second person approved, as the newest version. */
export async function anApprovedAccount(
  db: Db,
  people: { readonly asks: Actor; readonly approves: Actor },
  customerId: string,
): Promise<string> {
  const moment = on('2026-01-05');
  const decided = await inTransaction(db, async (tx) => {
    const asked = await requestApproval(
      tx,
      people.asks,
      {
        ...{ kind: 'bank_details', subjectKind: 'customer', subjectId: customerId, customerId },
        ...{ summary: 'Bank account', reason: 'Asked for by e-mail and called back', payload: {} },
      },
      moment,
    );
    if (!asked.ok) return asked;
    const { approvalId } = asked.value;
    const decision = await decideApproval(tx, people.approves, { approvalId, decision: 'approve', note: '' }, moment);
    if (decision.ok) await recordEffect(tx, approvalId, { text: 'The account counts from now on.' });
    return decision;
  });
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal));
  const row = await db
    .insertInto('customer_bank_accounts')
    .values({
      ...{ customer_id: customerId, currency: 'GBP', holder: 'Test Customer Ltd', iban: 'GB33BUKB20201555555555' },
      ...{ approval_id: decided.value.id, made_by: people.approves.id!, made_at: moment.now },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Asks for a refund and has it approved; answers the refund's id. */
export async function refunded(
  db: Db,
  people: { readonly asks: Actor; readonly approves: Actor },
  fields: Pick<RefundInput, 'creditItemId' | 'amountMinor' | 'method'> & Partial<RefundInput>,
  day: string,
): Promise<string> {
  const input = { bankAccountId: null, reasonCode: 'overpaid', reason: 'Paid too much', effectiveOn: plainDate(day) };
  const asked = await inTransaction(db, (tx) => askRefund(tx, people.asks, { ...input, ...fields }, on(day)));
  if (!asked.ok) throw new Error(JSON.stringify(asked.refusal));
  if (asked.value.state === 'waiting') await approve(db, people.approves, asked.value.approvalId, day);
  const row = await db
    .selectFrom('refunds')
    .select('id')
    .where('credit_item_id', '=', fields.creditItemId)
    .orderBy('series_no', 'desc')
    .executeTakeFirstOrThrow();
  return row.id;
}

import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { CustomerBankAccount } from '../types.ts';

/**
 * A new version of where a customer is paid back, under an approval. The database refuses it without one that a second
 * person gave, and an IBAN with wrong check digits. The audit holds the last four characters only.
 */
export async function setBankAccount(
  tx: Tx,
  actor: Actor & { id: string },
  {
    customerId,
    account,
    approvalId,
    reason,
  }: { customerId: string; account: CustomerBankAccount; approvalId: string; reason: string },
  { now }: Moment,
): Promise<void> {
  const { currency, holder, iban, accountNumber, routing } = account;
  const row = await tx
    .insertInto('customer_bank_accounts')
    .values({
      ...{ customer_id: customerId, currency, holder, iban, account_number: accountNumber, routing },
      ...{ approval_id: approvalId, made_by: actor.id, made_at: now },
    })
    .returning(['id', 'account_tail'])
    .executeTakeFirstOrThrow();
  await writeAudit(tx, actor, {
    ...{ action: 'customer.bank-account-changed', subjectKind: 'customer', subjectId: customerId, customerId },
    after: { currency, holder, account: `…${row.account_tail}` },
    reason,
  });
}

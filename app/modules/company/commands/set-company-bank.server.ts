import type { PlainDate } from '#app/kernel/plain-date.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { listBankAccounts } from '../queries/list-bank-accounts.server.ts';
import type { BankAccount } from '../types.ts';

/** One row without an id of its own; the audit wants one. */
export const COMPANY_ID = '00000000-0000-0000-0000-000000000000';

export type CompanyBankChange = {
  readonly account: BankAccount;
  /** First day on documents; null is at once. */
  readonly fromOn: PlainDate | null;
  readonly approvalId: string;
  readonly reason: string;
};

/**
 * Changes where customers transfer money in one currency, under an approval; documents issued before keep what they said.
 * The database refuses it without one that a second person gave.
 */
export async function setCompanyBank(
  tx: Tx,
  actor: Actor & { id: string },
  { account, fromOn, approvalId, reason }: CompanyBankChange,
  { now, today }: Moment,
): Promise<void> {
  // A day that passed while the approval waited is the day of the approval: nothing is dated back.
  const from = fromOn !== null && fromOn > today ? fromOn : null;
  const before = (await listBankAccounts(tx, { on: from ?? today })).find(
    ({ currency }) => currency === account.currency,
  );
  await tx
    .insertInto('company_bank_versions')
    .values({
      ...{ currency: account.currency, bank_name: account.bankName, account_name: account.accountName },
      ...{ account_number: account.accountNumber, routing: account.routing },
      ...{ approval_id: approvalId, made_by: actor.id, made_at: now, from_on: from },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'company.bank-account-changed', subjectKind: 'company', subjectId: COMPANY_ID },
    before: { ...before },
    after: { ...account, fromOn: from ?? today },
    reason,
  });
}

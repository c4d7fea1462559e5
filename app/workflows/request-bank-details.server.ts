import { formatDate } from '#app/kernel/format-date.ts';
import { formatIban } from '#app/kernel/iban.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import type { ApprovalId, RequestRefusal } from '#app/modules/approvals/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { COMPANY_ID } from '#app/modules/company/commands/set-company-bank.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import type { BankAccount } from '#app/modules/company/types.ts';
import { wholeBankAccount } from '#app/modules/customers/queries/bank-accounts.server.ts';
import type { Customer, CustomerBankAccount } from '#app/modules/customers/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** What an approver compares, line by line. */
type Shown = { readonly label: string; readonly before: string; readonly after: string };

const numberOf = (account: CustomerBankAccount | null): string =>
  account?.iban ? formatIban(account.iban) : [account?.accountNumber, account?.routing].filter(Boolean).join(', ');

/** Asks for a new account to pay a customer back to. Nothing changes before a second person approves. */
export async function requestCustomerBank(
  tx: Tx,
  actor: Actor,
  { customer, account, reason }: { customer: Customer; account: CustomerBankAccount; reason: string },
  moment: Moment,
): Promise<Result<{ approvalId: ApprovalId }, RequestRefusal>> {
  const before = await wholeBankAccount(tx, { customerId: customer.id, currency: account.currency });
  const shown: Shown[] = [
    { label: 'Account holder', before: before?.holder ?? '', after: account.holder },
    { label: 'Account', before: numberOf(before), after: numberOf(account) },
  ];
  return requestApproval(
    tx,
    actor,
    {
      ...{ kind: 'bank_details', subjectKind: 'customer', subjectId: customer.id, customerId: customer.id, reason },
      summary: `Pay ${customer.name} back in ${account.currency} to ${before ? 'another' : 'a first'} bank account`,
      payload: { of: 'customer', customerId: customer.id, account, shown },
    },
    moment,
  );
}

/** Asks for a new account of our own, to be printed on documents from then on. */
export async function requestCompanyBank(
  tx: Tx,
  actor: Actor,
  { account, fromOn = null, reason }: { account: BankAccount; fromOn?: PlainDate | null; reason: string },
  moment: Moment,
): Promise<Result<{ approvalId: ApprovalId }, RequestRefusal>> {
  const before = (await listBankAccounts(tx, { on: fromOn ?? moment.today })).find(
    ({ currency }) => currency === account.currency,
  );
  const shown: Shown[] = [
    { label: 'Bank', before: before?.bankName ?? '', after: account.bankName },
    { label: 'Account holder', before: before?.accountName ?? '', after: account.accountName },
    { label: 'Account', before: before?.accountNumber ?? '', after: account.accountNumber },
    { label: 'Routing', before: before?.routing ?? '', after: account.routing },
    {
      label: 'On documents dated',
      before: '',
      after: fromOn
        ? `${formatDate(fromOn, (await getCompany(tx)).locale)} and later`
        : 'The day of the approval and later',
    },
  ];
  return requestApproval(
    tx,
    actor,
    {
      ...{ kind: 'bank_details', subjectKind: 'company', subjectId: COMPANY_ID, reason },
      summary: `Print ${before ? 'another' : 'a first'} bank account for ${account.currency} on our invoices`,
      payload: { of: 'company', account, fromOn, shown },
    },
    moment,
  );
}

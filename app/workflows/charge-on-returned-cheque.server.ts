import { decimal } from '#app/kernel/decimal.ts';
import { type Currency, minorToDecimal } from '#app/kernel/money.ts';
import { dueDate, termsOf } from '#app/kernel/payment-terms.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { issueDebitNote } from '#app/modules/invoicing/commands/issue-debit-note.server.ts';
import type { IssueRefusal } from '#app/modules/invoicing/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';

export type ChargeOnInput = {
  readonly customerId: string;
  readonly currency: Currency;
  /** Minor units; charged on as it is, without tax. */
  readonly amountMinor: bigint;
  readonly chequeNo: string;
};
/** `no-untaxed-category`: there is no tax category of 0 % to bill it under. `not-billed`: what issuing said. */
export type ChargeOnRefusal =
  | { readonly code: 'no-untaxed-category' }
  | { readonly code: 'not-billed'; readonly why: IssueRefusal };

/** Interest and late fees: what a customer pays for paying badly. */
const FEE_ACCOUNT = '4100';
/** Outside the scope of tax, exempt, zero rated (EN 16931), the most fitting first. */
const UNTAXED = ['O', 'E', 'Z'];

/**
 * Bills a customer for what our bank took for their cheque: a debit note of today over the same amount, with its PDF and its
 * delivery. It makes good a cost and is no supply, so it carries no tax. Refuses without an untaxed category, and what
 * issuing refuses. Locks the customer.
 */
export async function chargeOn(
  tx: Tx,
  actor: Actor,
  input: ChargeOnInput,
  moment: Moment,
): Promise<Result<{ id: string; number: string }, ChargeOnRefusal>> {
  const categories = await listTaxCategories(tx);
  const category = UNTAXED.flatMap((letter) =>
    categories.filter((one) => one.standardCode === letter && one.rateBp === 0),
  )[0];
  if (!category) return refuse({ code: 'no-untaxed-category' });
  const customer = await getCustomer(tx, input.customerId);
  const about = `Cheque ${input.chequeNo}`;
  const issued = await issueDebitNote(
    tx,
    actor,
    {
      ...{ customerId: input.customerId, currency: input.currency, reasonCode: 'returned_cheque', correctsId: null },
      ...{ documentOn: moment.today, dueOn: customer ? dueDate(termsOf(customer), moment.today) : moment.today },
      // A charge has no order; customers who book by order find the cheque.
      ...{ poNumber: customer?.poRequired ? about : '', note: '', title: `Returned cheque ${input.chequeNo}` },
      lines: [
        {
          description: `Charge of our bank for returned cheque ${input.chequeNo}`,
          ...{
            quantity: decimal('1'),
            unit: '',
            unitPrice: decimal(minorToDecimal(input.amountMinor, input.currency)),
          },
          ...{ taxCode: category.code, accountCode: FEE_ACCOUNT },
        },
      ],
    },
    moment,
  );
  if (!issued.ok) return refuse({ code: 'not-billed', why: issued.refusal });
  await enqueue(tx, 'produce-invoice', { invoiceId: issued.value.id, deliver: 'yes' });
  return ok({ id: issued.value.id, number: issued.value.number });
}

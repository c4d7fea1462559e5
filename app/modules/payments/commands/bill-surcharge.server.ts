import { assert } from '#app/kernel/assert.ts';
import { decimal } from '#app/kernel/decimal.ts';
import { minorToDecimal } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { issueDebitNote } from '#app/modules/invoicing/commands/issue-debit-note.server.ts';
import type { IssuedInvoice } from '#app/modules/invoicing/types.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { surchargeOfAttempt } from '../queries/surcharges.server.ts';
import { netWithin } from '../rules/surcharge-of.ts';
import type { Attempt } from '../types.ts';

/** What a customer pays for the way they pay (DESIGN 5: 1100 against 4110 and 2200). */
const SURCHARGE_ACCOUNT = '4110';
const TITLE = { card: 'Surcharge for paying by card', direct_debit: 'Surcharge for paying by bank debit' } as const;

/**
 * Makes the debit note of the surcharge shown with an attempt whose money has arrived, dated the day of the money or the
 * first open day after it. It comes to what was shown; where the rate of its tax changed since, to that or to a minor unit
 * less, which stays credit. Null where no surcharge was shown. Locks the customer; `keepSurchargeNote` follows in the same
 * transaction.
 */
export async function billSurcharge(
  tx: Tx,
  actor: Actor,
  of: { readonly attempt: Attempt; readonly on: PlainDate },
  moment: Moment,
): Promise<IssuedInvoice | null> {
  const { attempt } = of;
  const shown = await surchargeOfAttempt(tx, attempt.id);
  if (!shown) return null;
  const documentOn = await firstOpenDay(tx, ['posting', 'tax'], of.on);
  const category = (await listTaxCategories(tx, documentOn)).find(({ code }) => code === shown.taxCode);
  assert(category, `tax category ${shown.taxCode} is gone`);
  const netMinor = category.rateBp === shown.taxRateBp ? shown.netMinor : netWithin(shown.grossMinor, category.rateBp);
  const customer = await getCustomer(tx, attempt.customerId);
  const title = TITLE[shown.method];
  const issued = await issueDebitNote(
    tx,
    actor,
    {
      ...{ customerId: attempt.customerId, currency: attempt.currency, reasonCode: 'surcharge', correctsId: null },
      ...{ documentOn, dueOn: documentOn, note: '', title },
      // A surcharge has no order; customers who book by order find the payment.
      poNumber: customer?.poRequired ? 'Payment' : '',
      lines: [
        {
          ...{ description: title, quantity: decimal('1'), unit: '', accountCode: SURCHARGE_ACCOUNT },
          ...{ unitPrice: decimal(minorToDecimal(netMinor, attempt.currency)), taxCode: shown.taxCode },
        },
      ],
    },
    moment,
  );
  assert(issued.ok, `the surcharge of attempt ${attempt.id} cannot be billed`);
  return issued.value;
}

/** Names the debit note as the surcharge of the attempt's payment; the attempt has succeeded. */
export async function keepSurchargeNote(
  tx: Tx,
  of: { readonly attempt: Attempt; readonly paymentId: string; readonly invoiceId: string },
): Promise<void> {
  await tx
    .insertInto('surcharge_notes')
    .values({
      attempt_id: of.attempt.id,
      customer_id: of.attempt.customerId,
      payment_id: of.paymentId,
      invoice_id: of.invoiceId,
    })
    .execute();
}

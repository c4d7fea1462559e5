import { addDays, daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import type { BankAccount, Branding, Company } from '#app/modules/company/types.ts';
import type { Customer } from '#app/modules/customers/types.ts';
import type { DocumentMoney, ReminderDocument, ReminderLevel } from '#app/modules/documents/types.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { issuerOf, localeFor, paidBy, paymentInstructions } from './document-props.ts';

/** How long a letter gives to answer. */
const ANSWER_DAYS = 7;

type ReminderAround = {
  readonly company: Company;
  readonly branding: Branding | null;
  readonly banks: readonly BankAccount[];
  readonly customer: Customer;
  readonly link: string;
};

/**
 * A reminder of what is late on a day, from the customer's open items in one currency: null when nothing is asked for. What is
 * held (disputed, in a plan, on its way) is named and not asked for.
 */
export function reminderDocument(
  items: readonly OpenItem[],
  of: { readonly currency: string; readonly level: ReminderLevel; readonly on: PlainDate },
  { company, branding, banks, customer, link }: ReminderAround,
): ReminderDocument | null {
  const { currency, level, on } = of;
  const amount = (minor: bigint): DocumentMoney => ({ minor: minor.toString(), currency });
  const late = items.filter((item) => item.side === 'debit' && item.dueOn < on);
  const asked = late.filter((item) => item.residualMinor > item.heldMinor);
  const askedMinor = asked.reduce((sum, item) => sum + item.residualMinor - item.heldMinor, 0n);
  if (askedMinor === 0n) return null;
  const unapplied = items.reduce((sum, item) => (item.side === 'credit' ? sum + item.residualMinor : sum), 0n);
  return {
    ...{ locale: localeFor(customer.language, company), currency, level },
    ...{ issuer: issuerOf(company, branding), customer: paidBy(customer) },
    ...{ writtenOn: on, answerBy: addDays(on, ANSWER_DAYS) },
    items: asked.map((item) => ({
      ...{ number: item.number, issuedOn: item.effectiveOn, dueOn: item.dueOn, daysLate: daysBetween(item.dueOn, on) },
      ...{ total: amount(item.amountMinor), left: amount(item.residualMinor - item.heldMinor) },
    })),
    asked: amount(askedMinor),
    notAsked: late
      .filter((item) => item.heldMinor > 0n)
      .map((item) => ({ number: item.number, left: amount(item.heldMinor) })),
    unapplied: unapplied > 0n ? amount(unapplied) : null,
    payment: paymentInstructions({
      ...{ reference: customer.number, link },
      bank: banks.find((bank) => bank.currency === currency),
    }),
  };
}

import { formatDate } from '#app/kernel/format-date.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { CancelDepositRefusal, DepositRefusal } from '#app/modules/instruments/types.ts';
import { notPossibleText } from '#app/modules/instruments/ui/cheque-words.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import type { ConfirmChequeRefusal } from '#app/workflows/confirm-cheque.server.ts';
import type { ReturnChequeRefusal } from '#app/workflows/return-cheque.server.ts';

type Said = { fields: [string, string][]; locale: string; dateField?: string };

const LATER = 'This day has not come yet.';
const before = (earliestOn: PlainDate, locale: string) =>
  `It cannot be before ${formatDate(earliestOn, locale)}: that is when it was received or went to the bank.`;

/** What a refusal about one cheque says, at the field it is about. */
export function chequeWords(refusal: ConfirmChequeRefusal | ReturnChequeRefusal, said: Said): FormRefusal {
  const { locale } = said;
  const values = Object.fromEntries(said.fields);
  const whole = (text: string) => formRefusal({ formErrors: [text], values });
  const at = (name: string, text: string) => formRefusal({ fieldErrors: { [name]: [text] }, values });
  switch (refusal.code) {
    case 'not-possible':
      return whole(notPossibleText(refusal, locale));
    case 'unknown-cheque':
      return whole('This cheque does not exist. Reload the page.');
    case 'not-yet':
      return whole(
        `It is dated ${formatDate(refusal.datedOn, locale)} and may not be banked before. Nothing was changed.`,
      );
    case 'in-the-future':
      return said.dateField ? at(said.dateField, LATER) : whole(LATER);
    case 'too-early':
      return at(said.dateField ?? 'returnedOn', before(refusal.earliestOn, locale));
    case 'no-charge-yet':
      return at('charge', 'The bank never had this cheque, so it takes nothing for it. Clear the amount.');
    case 'no-exchange-rate':
      return whole(`There is no exchange rate for ${refusal.currency} on this day. Import one, then try again.`);
    case 'no-untaxed-category':
      return at('chargeOn', 'There is no tax category of 0 % to bill this under. Untick it, or ask for one.');
    case 'not-billed':
      return refusal.why.code === 'period-closed'
        ? at('chargeOn', `The debit note cannot be dated today. ${periodClosedText(refusal.why, locale)}`)
        : at('chargeOn', 'The debit note cannot be issued to this customer. Untick it and bill it by hand.');
    case 'period-closed':
      return whole(periodClosedText(refusal, locale));
    default:
      return whole('Somebody else changed this meanwhile. Reload the page; nothing was changed.');
  }
}

/** What a refusal about a deposit says. */
export function depositWords(refusal: DepositRefusal | CancelDepositRefusal, said: Said): FormRefusal {
  const { locale } = said;
  const values = Object.fromEntries(said.fields);
  const whole = (text: string) => formRefusal({ formErrors: [text], values });
  const at = (name: string, text: string) => formRefusal({ fieldErrors: { [name]: [text] }, values });
  switch (refusal.code) {
    case 'not-possible':
      return whole(notPossibleText(refusal, locale));
    case 'not-in-hand':
      return whole(
        `${refusal.number || 'Some of this money'} is not in hand: it was banked or came back. Nothing was changed.`,
      );
    case 'nothing-chosen':
      return at('money', 'Choose what goes to the bank.');
    case 'too-many':
      return at('money', `Choose at most ${refusal.max} at once.`);
    case 'currencies-differ':
      return at('money', 'One deposit is in one currency.');
    case 'no-bank-account':
      return whole(`There is no bank account in ${refusal.currency}. Add one in the settings, then try again.`);
    case 'in-the-future':
      return at('depositedOn', LATER);
    case 'too-early':
      return at('depositedOn', before(refusal.earliestOn, locale));
    case 'period-closed':
      return { ...at('depositedOn', periodClosedText(refusal, locale)), offeredOn: refusal.firstOpenOn };
    case 'bank-has-spoken':
      return whole(`${refusal.number} cleared or came back, so this deposit did happen. Nothing was changed.`);
    case 'already-cancelled':
      return whole('This deposit was cancelled already. Nothing was changed.');
    case 'unknown-deposit':
      return whole('This deposit does not exist. Reload the page.');
  }
}

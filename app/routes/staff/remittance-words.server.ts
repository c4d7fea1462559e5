import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { UseRemittanceRefusal } from '#app/workflows/use-remittance.server.ts';
import { explainWords } from './explain-words.server.ts';

type Said = { readonly currency: Currency; readonly baseCurrency: Currency; readonly locale: string };

/** Why nothing was done with an advice: what is in the way, and what to do. */
export function remittanceWords(refusal: UseRemittanceRefusal, said: Said): string {
  switch (refusal.code) {
    case 'unknown':
      return 'It is not there any more. Reload the page.';
    case 'dropped':
      return 'A colleague said that this advice is of no use. Reload the page to see why.';
    case 'same-before':
      return 'The same text or file was taken before.';
    case 'attached':
      return 'The advice stands with a line of the bank. Take it off that line first.';
    case 'line-taken':
      return 'Another advice stands with this line. Take that one off first, or choose another line.';
    case 'line-explained':
      return 'The line is explained. Undo that first, on the page of the line.';
    case 'other-currency':
      return 'The line is in another currency than the advice.';
    case 'reason-missing':
      return 'Say in a few words why it is of no use.';
    case 'no-line':
      return 'Attach the advice to its line of the bank first.';
    case 'no-customer':
      return 'Say whose advice it is first.';
    case 'rows-open':
      return 'Some rows fit nothing that is open. Say what they are, then use the advice.';
    case 'less-than-said':
      return `The bank brought ${formatMoney(money(refusal.missingMinor, said.currency), said.locale)} less than the rows add up to. Explain the line by hand.`;
    default:
      return explainWords(refusal, said);
  }
}

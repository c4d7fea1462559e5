import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { DisputeRefusal } from '#app/modules/disputes/types.ts';

type Of = { readonly currency: Currency; readonly locale: string; readonly root: string };
type Words = { readonly fieldErrors?: Record<string, string[]>; readonly formErrors?: string[] };

const KEPT = 'Your words are kept below.';
const whole = (...formErrors: string[]): Words => ({ formErrors });
const at = (name: string, words: string): Words => ({ fieldErrors: { [name]: [words] } });

/** Why nothing was taken in, at the field it is about, with what to do instead. Nothing that was typed is lost. */
export function refusalFields(refusal: DisputeRefusal, { currency, locale }: Of): Words {
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const onLine = (lineNo: number | null, text: string) => at(lineNo === null ? 'what' : `lines[${lineNo}].on`, text);
  switch (refusal.code) {
    case 'above-line':
      return at(
        `lines[${refusal.lineNo}].amount`,
        `Charge ${refusal.lineNo} comes to ${words(refusal.leftMinor)} before tax. Enter that or less, or tick the charge alone for all of it.`,
      );
    case 'above-document':
      return refusal.leftMinor > 0n
        ? at('amount', `At most ${words(refusal.leftMinor)} of this invoice can be in question. Enter that or less.`)
        : whole(`Nothing more of this invoice can be in question: all of it is looked into already. ${KEPT}`);
    case 'already-disputed':
      return onLine(
        refusal.lineNo,
        `You told us about ${refusal.lineNo === null ? 'this' : `charge ${refusal.lineNo}`} already: ${refusal.number}. Write to us there, under “Your questions”.`,
      );
    case 'settled':
      return settled(refusal, onLine);
    case 'claims-nothing':
      return onLine(
        refusal.lineNo,
        `By what you entered charge ${refusal.lineNo} would not be lower. Enter a smaller quantity or price, or tick the charge alone.`,
      );
    case 'amount-not-positive':
      return at(refusal.lineNo === null ? 'amount' : `lines[${refusal.lineNo}].amount`, 'Enter an amount above zero.');
    case 'unknown-line':
      return onLine(refusal.lineNo, 'This charge is not on the invoice, or was ticked twice. Reload the page.');
    case 'nothing-chosen':
      return at('what', 'Tick the charges that are wrong.');
    case 'words-missing':
      return at('text', 'Say in a sentence or two what it is about.');
    case 'words-too-long':
      return at('text', 'Use 4,000 characters or fewer.');
    case 'too-many-files':
      return at('files', 'Send 5 files at most.');
    case 'unknown-reason':
      return at('reason', 'Choose what is wrong.');
    case 'unknown-invoice':
    case 'other-invoice':
      return whole('This invoice is not on your account. Open it from your list of invoices.');
    case 'not-disputable':
      return whole(
        `A credit note cannot be questioned here. Ask a question about it, or write to the address below. ${KEPT}`,
      );
    case 'closed':
      return whole(`${refusal.number} is over already. Open it again with a word why, if you see it differently.`);
    case 'not-closed':
      return whole('It is open still: write to us with “Reply”.');
    case 'form-changed':
      return whole('This form was sent before with other words. Reload the page and send it again.');
    case 'not-contested':
      return whole('This was settled as you wished, so it cannot be opened again. Tell us anew from the invoice.');
    default:
      return whole(`This cannot be done any more: it changed meanwhile. Reload the page and look again. ${KEPT}`);
  }
}

type Settled = Extract<DisputeRefusal, { code: 'settled' }>;

function settled({ lineNo, because, offer }: Settled, onLine: (lineNo: number | null, text: string) => Words): Words {
  const what = lineNo === null ? 'This invoice' : `Charge ${lineNo}`;
  if (because === 'credited')
    return onLine(
      lineNo,
      `${what} is credited already: nothing of it is asked for. You can still ask a question about it.`,
    );
  return onLine(
    lineNo,
    offer === 'refund_claim'
      ? `${what} was paid meanwhile. Send it once more, and we look at it as a claim to get money back.`
      : `${what} is paid. Ask a question about it instead.`,
  );
}

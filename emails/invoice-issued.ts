import { isZero, type Money } from '#app/kernel/money.ts';
import type { Terms } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, type LetterVoice, letterOf, voiceOf } from '#emails/letter.ts';

export type InvoiceIssuedProps = LetterProps & {
  kind: 'invoice' | 'debit-note' | 'credit-note';
  number: string;
  /** What it is for in a few words: `Solar energy, October`. */
  about: string | null;
  /** The invoice it corrects, or the credited one in whose place it comes. */
  corrects: string | null;
  replaces: string | null;
  total: Money;
  leftToPay: Money;
  dueOn: PlainDate | null;
  /** What the day it is due follows from; null where somebody set the day. */
  terms: Terms | null;
  /** We collect it ourselves on this day. */
  collectedOn: PlainDate | null;
  link: string;
  attached: boolean;
  /** The contact asked for no amounts in subject lines. */
  discreetSubject: boolean;
};

const KIND = { invoice: 'invoice', 'debit-note': 'debitNote', 'credit-note': 'creditNote' } as const;

/** "Invoice INV-1043 from Northwind, £204.00 due 28 Nov 2026", with the page behind one button and the PDF attached. */
export function invoiceIssued(props: InvoiceIssuedProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text } = voice;
  const named = { document: say(KIND[props.kind]), number: text(props.number) };
  const isCredit = props.kind === 'credit-note';
  const isPayable = !isCredit && !isZero(props.leftToPay) && !props.collectedOn;
  const opening = props.about
    ? say('issuedAbout', { ...named, about: text(props.about) })
    : say('issuedSentence', named);
  return letterOf(voice, props, {
    subject: subjectOf(voice, props, named),
    opening: [
      opening,
      ...(props.corrects ? [say('issuedCorrects', { number: text(props.corrects) })] : []),
      ...(props.replaces ? [say('issuedReplaces', { number: text(props.replaces) })] : []),
    ],
    figure: figureOf(voice, props),
    button: { label: say(isPayable ? 'issuedButton' : 'issuedButtonView'), link: props.link },
    details: [
      ...(isPayable && props.terms ? [say('issuedTerms', { terms: termsOf(voice, props.terms) })] : []),
      ...(isPayable ? [say('issuedDoors')] : []),
      say(props.attached ? 'attached' : 'notAttached'),
    ],
  });
}

/** Without days it is the day itself. */
function termsOf({ say }: LetterVoice, { from, days }: Terms): string {
  if (from === 'next_month') return say('termsNextMonth', { days: String(days) });
  if (from === 'month_end') return days === 0 ? say('termsMonthEndNow') : say('termsMonthEnd', { days: String(days) });
  return days === 0 ? say('termsDocumentNow') : say('termsDocument', { days: String(days) });
}

function subjectOf({ say, text, money, date }: LetterVoice, props: InvoiceIssuedProps, named: Record<string, string>) {
  const values = { ...named, company: text(props.company) };
  if (props.discreetSubject) return say('issuedSubjectDiscreet', values);
  if (props.kind === 'credit-note') return say('issuedSubjectNoDate', { ...values, amount: money(props.total) });
  const amount = money(props.leftToPay);
  return props.dueOn && !isZero(props.leftToPay)
    ? say('issuedSubject', { ...values, amount, date: date(props.dueOn) })
    : say('issuedSubjectNoDate', { ...values, amount: money(props.total) });
}

function figureOf({ say, money, dateToAct }: LetterVoice, props: InvoiceIssuedProps): Letter['figure'] {
  if (props.kind === 'credit-note') {
    return { label: say('issuedCredit'), value: money(props.total), note: say('issuedCreditNote'), isCode: false };
  }
  const value = money(props.leftToPay);
  const by = props.dueOn ? say('issuedBy', { date: dateToAct(props.dueOn) }) : null;
  const collected = props.collectedOn ? say('issuedCollected', { date: dateToAct(props.collectedOn) }) : null;
  const note = isZero(props.leftToPay) ? say('issuedNothing') : (collected ?? by);
  return { label: say('issuedLeft'), value, note, isCode: false };
}

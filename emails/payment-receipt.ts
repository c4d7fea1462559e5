import { isZero, type Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, type LetterVoice, letterOf, voiceOf } from '#emails/letter.ts';

export type PaymentMethodName = 'card' | 'direct-debit' | 'transfer' | 'cheque' | 'cash' | 'other';

export type PaymentReceiptProps = LetterProps & {
  number: string;
  amount: Money;
  receivedOn: PlainDate;
  method: PaymentMethodName;
  covers: { number: string; paid: Money; left: Money }[];
  /** What is not set against an invoice and waits on the account. */
  unapplied: Money;
  /** A cheque is received, not yet cleared. */
  cleared: boolean;
  link: string;
  attached: boolean;
};

/** More invoices than this are counted on the page, not listed in the e-mail. */
const LISTED_MAX = 12;

const METHOD = {
  card: 'card',
  'direct-debit': 'directDebit',
  transfer: 'transfer',
  cheque: 'cheque',
  cash: 'cash',
  other: 'other',
} as const;

/** Thanks for a payment, part payments too, and says what it paid and what is left. */
export function paymentReceipt(props: PaymentReceiptProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text, money, date } = voice;
  const amount = money(props.amount);
  return letterOf(voice, props, {
    subject: say(props.cleared ? 'receiptSubject' : 'receiptProvisionalSubject', {
      number: text(props.number),
      company: text(props.company),
      amount,
    }),
    opening: [say('receiptSentence')],
    figure: {
      label: say('receiptReceived'),
      value: amount,
      note: say('receiptOnBy', { date: date(props.receivedOn), method: say(METHOD[props.method]) }),
      isCode: false,
    },
    button: { label: say('receiptButton'), link: props.link },
    details: detailsOf(voice, props),
  });
}

function detailsOf({ say, text, money }: LetterVoice, props: PaymentReceiptProps): string[] {
  const covered = props.covers.slice(0, LISTED_MAX).map(({ number, paid, left }) => {
    const values = { number: text(number), amount: money(paid), left: money(left) };
    return say(isZero(left) ? 'receiptPaid' : 'receiptPart', values);
  });
  const rest = props.covers.length > LISTED_MAX ? [`+ ${props.covers.length - LISTED_MAX}`] : [];
  const kept = isZero(props.unapplied) ? [] : [say('receiptKept', { amount: money(props.unapplied) })];
  const notCleared = props.cleared ? [] : [say('receiptNotCleared')];
  return [...covered, ...rest, ...kept, ...notCleared, ...(props.attached ? [say('attached')] : [])];
}

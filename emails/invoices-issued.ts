import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, type LetterVoice, letterOf, voiceOf } from '#emails/letter.ts';

type GatheredDocument = {
  kind: 'invoice' | 'debit-note' | 'credit-note';
  number: string;
  /** Left to pay, or of a credit note the credit. */
  amount: Money;
  dueOn: PlainDate | null;
};

export type InvoicesIssuedProps = LetterProps & {
  documents: readonly GatheredDocument[];
  link: string;
  attached: boolean;
};

const KIND = { invoice: 'invoice', 'debit-note': 'debitNote', 'credit-note': 'creditNote' } as const;

/** "4 documents from Northwind": everything that was issued on a day, a line each, behind one button. */
export function invoicesIssued(props: InvoicesIssuedProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text } = voice;
  const count = String(props.documents.length);
  return letterOf(voice, props, {
    subject: say('gatheredSubject', { count, company: text(props.company) }),
    opening: [say('gatheredSentence', { count })],
    figure: null,
    button: { label: say('issuedButtonView'), link: props.link },
    details: [
      ...props.documents.map((document) => lineOf(voice, document)),
      say(props.attached ? 'gatheredAttached' : 'notAttached'),
    ],
  });
}

function lineOf({ say, text, money, date }: LetterVoice, { kind, number, amount, dueOn }: GatheredDocument): string {
  const values = { document: say(KIND[kind]), number: text(number), amount: money(amount) };
  return dueOn ? say('gatheredLineDue', { ...values, date: date(dueOn) }) : say('gatheredLine', values);
}

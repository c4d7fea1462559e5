import type { ReactNode } from 'react';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { Invoice, Settlement } from '#app/modules/invoicing/types.ts';
import { methodWords } from '#app/modules/invoicing/ui/settlement.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Story, type StoryEntry } from '#app/ui/story.tsx';

/** What happened to an invoice, newest first, in the customer's words. */
export function InvoiceStory({ invoice }: { invoice: Invoice }) {
  return <Story entries={storyOf(invoice, useLocale())} />;
}

function storyOf(invoice: Invoice, locale: string): StoryEntry[] {
  const words = (minor: bigint) => formatMoney(money(minor, invoice.currency), locale);
  const moves = invoice.settlements.map((move) => ({
    key: move.applicationId,
    when: <DateText date={move.effectiveOn} className="whitespace-normal" />,
    what: movedWords(move, words(move.amountMinor < 0n ? -move.amountMinor : move.amountMinor)),
  }));
  const issued = {
    key: 'issued',
    when: <DateText date={invoice.documentOn} className="whitespace-normal" />,
    what: `We issued the ${KIND_WORDS[invoice.kind]} for ${words(invoice.grossMinor)}.`,
  };
  return [issued, ...moves].reverse();
}

const KIND_WORDS = { invoice: 'invoice', debit_note: 'debit note', credit_note: 'credit note' } as const;

function movedWords(move: Settlement, amount: string): ReactNode {
  const isOfCredit = move.kind === 'invoice' || move.kind === 'debit_note';
  if (isOfCredit)
    return move.amountMinor < 0n
      ? `${amount} of it was put back on your account.`
      : `${amount} of it was taken off ${move.number || 'an invoice'}.`;
  if (move.amountMinor < 0n) return `${amount} was taken off this invoice again.`;
  if (move.kind === 'credit_note') return <b>We credited {amount}.</b>;
  if (move.kind !== 'payment') return `${amount} was settled.`;
  const method = methodWords(move.method);
  return (
    <>
      <b>You paid {amount}</b>
      {method && ` by ${method}`}.
    </>
  );
}

import type { ReactNode } from 'react';
import { formatMoney } from '#app/kernel/format-money.ts';
import { dateFormat } from '#app/kernel/kept-formats.ts';
import { money } from '#app/kernel/money.ts';
import { compareDates, dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { CustomerStep } from '#app/modules/delivery/types.ts';
import type { Invoice, Settlement } from '#app/modules/invoicing/types.ts';
import { methodWords } from '#app/modules/invoicing/ui/settlement.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Story, type StoryEntry } from '#app/ui/story.tsx';

/** How it went out and arrived, and in whose clock that is told. */
export type DocumentWay = { steps: readonly CustomerStep[]; zone: string };
type Dated = StoryEntry & { on: PlainDate };

/** What happened to an invoice, newest first, in the customer's words. */
export function InvoiceStory({ invoice, way }: { invoice: Invoice; way?: DocumentWay | undefined }) {
  return <Story entries={storyOf(invoice, useLocale(), way)} />;
}

function storyOf(invoice: Invoice, locale: string, way: DocumentWay | undefined): StoryEntry[] {
  const words = (minor: bigint) => formatMoney(money(minor, invoice.currency), locale);
  const moves = invoice.settlements.map((move) => ({
    key: move.applicationId,
    on: move.effectiveOn,
    when: <DateText date={move.effectiveOn} className="whitespace-normal" />,
    what: movedWords(move, words(move.amountMinor < 0n ? -move.amountMinor : move.amountMinor)),
  }));
  const issued = {
    key: 'issued',
    on: invoice.documentOn,
    when: <DateText date={invoice.documentOn} className="whitespace-normal" />,
    what: `We issued the ${KIND_WORDS[invoice.kind]} for ${words(invoice.grossMinor)}.`,
  };
  // Of one day the document comes first, then its way, then what was paid.
  const told: Dated[] = [issued, ...(way ? wayOf(way) : []), ...moves];
  return told.sort((a, b) => compareDates(a.on, b.on)).reverse();
}

/** Each way once a day: to whom else of the same customer it went says nothing more. */
function wayOf({ steps, zone }: DocumentWay): Dated[] {
  const told = new Map<string, Dated>();
  for (const step of steps) {
    const on = dateInZone(step.at, zone);
    const what = wayWords(step, timeOf(step.at, zone));
    const when = <DateText date={on} className="whitespace-normal" />;
    if (what && !told.has(`${on} ${what}`)) told.set(`${on} ${what}`, { key: step.key, on, when, what });
  }
  return [...told.values()];
}

const timeOf = (at: Date, zone: string): string =>
  dateFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

function wayWords({ kind, channel, person }: CustomerStep, time: string): string | null {
  switch (kind) {
    case 'sent':
      return channel === 'einvoice' ? 'We sent you the e-invoice file.' : 'We sent it to you by e-mail.';
    case 'posted':
      return 'We posted it to you.';
    case 'handed_over':
      return `Hand-delivered ${time}, received by ${showText(person)}.`;
    case 'submitted':
      return 'We uploaded it to your supplier portal.';
    case 'accepted':
      return 'Your supplier portal accepted it.';
    case 'rejected':
      return 'Your supplier portal sent it back. We are putting it right.';
    default:
      return null;
  }
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

import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money, parseCurrency } from '#app/kernel/money.ts';
import { dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';
import type { AuditEntry } from '#app/modules/audit/queries/list-audit.server.ts';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { StoryByDay, type StoryEntry } from '#app/ui/story.tsx';
import { changeWords, reasonWords } from './audit-words.ts';

const ACTION_WORDS: Record<string, string> = {
  'customer.created': 'Account opened',
  'customer.changed': 'Account changed',
  'contact.added': 'Contact added',
  'contact.removed': 'Contact removed',
  'product.sold-again': 'Sold again',
  'product.retired': 'Sold for the last time',
  'price-list.added': 'Price list added',
  'price-list.changed': 'Price list changed',
  'prices.imported': 'Prices imported',
  'prices.import-undone': 'Import of prices undone',
  'draft.created': 'Draft begun',
  'draft.changed': 'Draft changed',
  'draft.discarded': 'Draft discarded',
  'invoice.issued': 'Invoice issued',
  'invoice.sent-again': 'Invoice sent again',
  'payment.recorded': 'Payment received',
  'payment.reversed': 'Payment came back',
  'difference.taken-back': 'Named difference taken back with its payment',
  'cheque.received': 'Cheque received',
  'cheque.photographed': 'Picture of the cheque kept',
  'cheque.handed_over': 'Cheque handed over',
  'cheque.due_moved': 'Cheque’s due date moved',
  'cheque.confirmed': 'Cheque may be banked',
  'cheque.taken_out': 'Deposit of a cheque cancelled',
  'cheque.cleared': 'Cheque cleared',
  'cheque.returned_before': 'Cheque returned before it was banked',
  'cheque.returned_after': 'Cheque returned by the bank',
  'cheque.cancelled': 'Cheque given back',
  'cheque.followed_up': 'Spoken with about a returned cheque',
  'item.applied': 'Applied',
  'item.unapplied': 'Application undone',
  'item.held': 'Put on hold',
  'item.released': 'Hold ended',
  'attempt.started': 'Payment begun on the processor’s page',
  'attempt.processing': 'Payment processing',
  'attempt.succeeded': 'Payment confirmed',
  'attempt.failed': 'Payment failed',
  'attempt.reversed': 'Payment taken back by the processor',
  'link.created': 'Link to invoices made',
  'link.revoked': 'Link to invoices ended',
  'portal_user.added': 'Portal user added',
  'portal_user.removed': 'Portal user removed',
  'session.opened': 'Signed in',
};

/** The action in words; one we have no words for is shown by its own name. */
export const actionWords = (action: string): string =>
  ACTION_WORDS[action] ?? action.replaceAll(/[._-]/g, ' ').replace(/^./, (first) => first.toUpperCase());

/** The amount an entry speaks of, where it names one. */
function amountOf(entry: AuditEntry, locale: string): string {
  const minor = entry.after?.amountMinor ?? entry.after?.grossMinor;
  const code = parseCurrency(String(entry.after?.currency ?? ''));
  return typeof minor === 'string' && /^-?\d+$/.test(minor) && code
    ? formatMoney(money(BigInt(minor), code), locale)
    : '';
}

/** Where the thing an entry is about can be looked at. */
function pathOf({ subjectKind, subjectId }: AuditEntry): string | null {
  if (subjectKind === 'invoice') return `/staff/invoices/${subjectId}`;
  if (subjectKind === 'instrument') return `/staff/cheques/${subjectId}`;
  return subjectKind === 'payment' ? `/staff/payments/${subjectId}` : null;
}

/** Applications follow from payments, which say them better; a day of them is one line. */
const FOLDED: ReadonlySet<string> = new Set(['item.applied', 'draft.changed']);

function Happened({ entry }: { entry: AuditEntry }) {
  const amount = amountOf(entry, useLocale());
  const words = [actionWords(entry.action), amount].filter(Boolean).join(', ');
  const path = pathOf(entry);
  const shownWords = amount ? <strong>{words}</strong> : words;
  return path ? (
    <Link className="quiet-link" to={path}>
      {shownWords}
    </Link>
  ) : (
    shownWords
  );
}

function entriesOf(list: readonly AuditEntry[], zone: string): StoryEntry[] {
  const told = list.filter((entry) => !FOLDED.has(entry.action));
  const folded = list.length - told.length;
  const entries: StoryEntry[] = told.map((entry) => ({
    key: entry.id,
    when: <InstantText at={entry.recordedAt} zone={zone} show="time" />,
    what: <Happened entry={entry} />,
    detail: [entry.actorName, changeWords(entry), reasonWords(entry.reason)].filter(Boolean).join('. '),
  }));
  if (folded === 0) return entries;
  const words = folded === 1 ? '1 more small step' : `${folded} more small steps`;
  return [...entries, { key: `${list[0]?.id}-folded`, when: '', what: <span className="text-muted">{words}</span> }];
}

type AuditStoryProps = { entries: readonly AuditEntry[]; zone: string; title?: string };

/** What happened, newest first, with days as headings: who, what, before and after, why. */
export function AuditStory({ entries, zone, title = 'Timeline' }: AuditStoryProps) {
  const days = new Map<PlainDate, AuditEntry[]>();
  for (const entry of entries) {
    const day = dateInZone(entry.recordedAt, zone);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return (
    <Panel title={title} pad>
      {entries.length === 0 ? (
        <EmptyState>Nothing has happened yet.</EmptyState>
      ) : (
        <StoryByDay
          days={[...days].map(([day, list]) => ({
            key: day,
            day: <DateText date={day} weekday />,
            entries: entriesOf(list, zone),
          }))}
        />
      )}
    </Panel>
  );
}

import { formatMoney } from '#app/kernel/format-money.ts';
import { money, parseCurrency } from '#app/kernel/money.ts';
import { dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';
import type { AuditEntry } from '#app/modules/audit/queries/list-audit.server.ts';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { StoryByDay } from '#app/ui/story.tsx';

const ACTION_WORDS: Record<string, string> = {
  'customer.created': 'Account opened',
  'customer.changed': 'Account changed',
  'contact.added': 'Contact added',
  'contact.removed': 'Contact removed',
  'draft.created': 'Draft begun',
  'draft.changed': 'Draft changed',
  'draft.discarded': 'Draft discarded',
  'invoice.issued': 'Invoice issued',
  'invoice.sent-again': 'Invoice sent again',
  'payment.recorded': 'Payment received',
  'payment.reversed': 'Payment came back',
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

const shown = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));

/** before → after for each field both name. */
const changesOf = (entry: AuditEntry): string =>
  Object.keys(entry.before ?? {})
    .filter((name) => entry.after && name in entry.after)
    .map((name) => `${name.replaceAll('_', ' ')}: ${shown(entry.before?.[name])} → ${shown(entry.after?.[name])}`)
    .join('; ');

/** What happened, newest first, with days as headings: who, what, before and after, why. */
export function AuditStory({
  entries,
  zone,
  title = 'Timeline',
}: {
  entries: readonly AuditEntry[];
  zone: string;
  title?: string;
}) {
  const locale = useLocale();
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
            entries: list.map((entry) => ({
              key: entry.id,
              when: <InstantText at={entry.recordedAt} zone={zone} show="time" />,
              what: [actionWords(entry.action), amountOf(entry, locale)].filter(Boolean).join(', '),
              detail: [entry.actorName, changesOf(entry), entry.reason].filter(Boolean).join('. '),
            })),
          }))}
        />
      )}
    </Panel>
  );
}

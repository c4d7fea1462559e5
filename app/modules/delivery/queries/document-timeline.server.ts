import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Channel, CustomerStep, DeliveryAbout, DeliveryEventKind, TimelineEntry } from '../types.ts';

const SHOWN_MAX = 200;

type EventRow = {
  id: string;
  at: Date;
  kind: string;
  channel: string | null;
  delivery_id: string | null;
  to_address: string;
  by_name: string;
  person: string;
  reference: string;
  reason: string;
  paid_on: string | null;
  evidence_id: string | null;
  file_name: string | null;
};

/** What a state of a mail without a sending of its own says on the timeline. */
const STATE_KINDS: Readonly<Record<string, TimelineEntry['kind']>> = { queued: 'queued' };

/**
 * Everything that happened to one document on its way to the customer, newest first: each step of each sending, mails from
 * before there were sendings, and each look at it on the portal.
 */
export async function documentTimeline(db: ReadDb, about: DeliveryAbout): Promise<TimelineEntry[]> {
  const of =
    'invoiceId' in about
      ? sql`d.invoice_id = ${about.invoiceId}::uuid`
      : sql`d.document_id = ${about.documentId}::uuid`;
  const { rows } = await sql<EventRow>`
    select e.id, e.happened_at as at, e.kind, d.channel, d.id as delivery_id, coalesce(m.to_address, '') as to_address, e.by_name, e.person,
      e.reference, e.reason, e.paid_on, v.id as evidence_id, v.file_name
    from deliveries d join delivery_events e on e.delivery_id = d.id left join messages m on m.id = e.message_id
      left join delivery_evidence v on v.id = e.evidence_id
    where ${of} order by e.happened_at desc, e.id desc limit ${SHOWN_MAX}`.execute(db);
  const entries = rows.map(asEntry);
  if (!('invoiceId' in about)) return entries;
  const [mails, views] = await Promise.all([mailsAlone(db, about.invoiceId), viewsOf(db, about.invoiceId)]);
  return newestFirst([...entries, ...mails, ...views]);
}

const newestFirst = (entries: TimelineEntry[]): TimelineEntry[] =>
  entries.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.key < b.key ? 1 : -1));

const asEntry = (row: EventRow): TimelineEntry => ({
  key: row.id,
  at: row.at,
  kind: row.kind as DeliveryEventKind,
  channel: row.channel as Channel | null,
  deliveryId: row.delivery_id,
  toAddress: row.to_address,
  byName: row.by_name,
  person: row.person,
  reference: row.reference,
  reason: row.reason,
  paidOn: row.paid_on as PlainDate | null,
  evidence: row.evidence_id === null ? null : { id: row.evidence_id, fileName: row.file_name ?? '' },
});

const EMPTY = {
  ...{
    channel: null,
    deliveryId: null,
    toAddress: '',
    byName: '',
    person: '',
    reference: '',
    reason: '',
    paidOn: null,
  },
  evidence: null,
} as const;

/** Mails about the document that carry no sending: of older days, or about a payment for it. */
async function mailsAlone(db: ReadDb, invoiceId: string): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('messages as m')
    .select(['m.id', 'm.to_address', 'm.state', 'm.state_reason', 'm.changed_at'])
    .where('m.invoice_id', '=', invoiceId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('delivery_messages as l').select('l.delivery_id').whereRef('l.message_id', '=', 'm.id'),
        ),
      ),
    )
    .orderBy('m.id', 'desc')
    .limit(SHOWN_MAX)
    .execute();
  return rows.map((row) => ({
    ...EMPTY,
    ...{
      key: row.id,
      at: row.changed_at,
      channel: 'email' as const,
      toAddress: row.to_address,
      reason: row.state_reason,
    },
    kind: STATE_KINDS[row.state] ?? (row.state as DeliveryEventKind),
  }));
}

async function viewsOf(db: ReadDb, invoiceId: string): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('invoice_views')
    .select(['id', 'viewer_name', 'viewed_at'])
    .where('invoice_id', '=', invoiceId)
    .orderBy('id', 'desc')
    .limit(SHOWN_MAX)
    .execute();
  return rows.map((row) => ({
    ...EMPTY,
    ...{ key: row.id, at: row.viewed_at, kind: 'viewed' as const, person: row.viewer_name },
  }));
}

/** What a customer is told: how and when a document of theirs went out and arrived. Nothing of what was kept back, and no names of ours. */
const TOLD: readonly DeliveryEventKind[] = [
  'sent',
  'delivered',
  'posted',
  'handed_over',
  'submitted',
  'accepted',
  'rejected',
  'shown',
];

/** The same timeline as far as the customer sees it, oldest first, under the walls of who asks. */
export async function customerTimeline(
  db: ReadDb,
  of: { readonly invoiceId: string; readonly customerId: string },
): Promise<CustomerStep[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('delivery_events as e', 'e.delivery_id', 'd.id')
    .select(['e.id', 'e.happened_at', 'e.kind', 'd.channel', 'e.person'])
    .where('d.invoice_id', '=', of.invoiceId)
    .where('d.customer_id', '=', of.customerId)
    .where('e.kind', 'in', [...TOLD])
    .orderBy('e.happened_at')
    .orderBy('e.id')
    .limit(SHOWN_MAX)
    .execute();
  return rows.map((row) => ({
    ...{ key: row.id, at: row.happened_at, kind: row.kind as DeliveryEventKind, channel: row.channel as Channel },
    person: row.person,
  }));
}

import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AutomaticKind, InboundRow, InboundState } from '../types.ts';

export const INBOX_VIEWS = ['waiting', 'placed', 'set_aside', 'lost'] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** The side bar counts no further. */
const COUNT_MAX = 1_000;
const BEGINNING_MAX = 160;

type Row = {
  id: string;
  state: string;
  from_address: string;
  from_name: string;
  subject: string;
  automatic: string;
  heard_at: Date;
  beginning: string;
  files: number;
  customer_id: string | null;
  customer_name: string | null;
  reason: string | null;
};

/** Mails from outside: those that wait the longest first, the others newest first. Keyset paging by the mail's id. */
export async function listInbound(
  db: ReadDb,
  asked: { readonly view: InboxView; readonly after?: string | null; readonly limit: number },
): Promise<{ readonly rows: InboundRow[]; readonly hasMore: boolean }> {
  const { view, after, limit } = asked;
  const waits = view === 'waiting';
  const direction = sql.raw(waits ? 'asc' : 'desc');
  const beyond = after
    ? sql`(m.heard_at, m.id) ${sql.raw(waits ? '>' : '<')} (select a.heard_at, a.id from inbound_mails a where a.id = ${after}::uuid)`
    : sql`true`;
  const { rows } = await sql<Row>`
    select m.id, m.state, m.from_address, m.from_name, m.subject, m.automatic, m.heard_at, left(m.body, ${BEGINNING_MAX}) as beginning,
      (select count(*)::int from inbound_files f where f.mail_id = m.id) as files, p.customer_id, c.name as customer_name,
      coalesce(p.reason, d.reason, m.fault) as reason
    from inbound_mails m left join inbound_mail_places p on p.mail_id = m.id left join customers c on c.id = p.customer_id
      left join inbound_mail_dismissals d on d.mail_id = m.id
    where m.state = ${view} and ${beyond} order by m.heard_at ${direction}, m.id ${direction} limit ${limit + 1}`.execute(
    db,
  );
  return { rows: rows.slice(0, limit).map(asInboundRow), hasMore: rows.length > limit };
}

/** How many mails wait for a person, and askings of customers that could not be done. */
export async function inboxCount(db: ReadDb): Promise<number> {
  const { rows } = await sql<{ count: number }>`/*prepared*/ select count(*)::int as count
    from (select from inbound_mails where state = 'waiting'
      union all select from ask_faults where ended_at is null and told_at is not null limit ${COUNT_MAX}) waiting`.execute(
    db,
  );
  return rows[0]!.count;
}

const asInboundRow = (row: Row): InboundRow => ({
  ...{ id: row.id, state: row.state as InboundState, automatic: row.automatic as AutomaticKind },
  ...{ fromAddress: row.from_address, fromName: row.from_name, subject: row.subject, heardAt: row.heard_at },
  ...{ beginning: row.beginning, filesCount: row.files, reason: row.reason ?? '' },
  customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name ?? '' },
});

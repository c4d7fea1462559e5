import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Channel, DeliveryState, DocumentKind, TaskView } from '../types.ts';

export type WorkChannel = 'supplier_portal' | 'post' | 'hand';

export type DeliveryTask = {
  readonly id: string;
  readonly channel: Channel;
  readonly state: DeliveryState;
  readonly documentKind: DocumentKind;
  readonly invoiceId: string | null;
  readonly documentId: string | null;
  /** The document's number, or the name of its file. */
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly addressLines: readonly string[];
  readonly route: string;
  readonly assignedName: string;
  /** Who holds the login of the customer's portal. */
  readonly loginOwner: string;
  readonly portalName: string;
  /** Why it was sent back, or could not be handed over. */
  readonly reason: string;
  readonly reference: string;
  readonly orderedAt: Date;
};

const SHOWN_MAX = 200;

/** Open tasks of one way of delivery. Papers come in the order of their round: route, then country and the end of the address. */
export function openTasks(db: ReadDb, channel: WorkChannel, limit = SHOWN_MAX): Promise<DeliveryTask[]> {
  const order =
    channel === 'supplier_portal'
      ? sql`d.state = 'submitted', d.ordered_at, d.id`
      : sql`d.route = '', d.route, c.country, c.address_lines[cardinality(c.address_lines)], c.name, d.id`;
  return tasks(
    db,
    sql`d.channel = ${channel} and d.state in ('waiting', 'printed', 'rejected', 'submitted')`,
    order,
    limit,
  );
}

/** One sending as a task, whatever its state, or null. */
export async function findTask(db: ReadDb, deliveryId: string): Promise<DeliveryTask | null> {
  const [task] = await tasks(db, sql`d.id = ${deliveryId}::uuid`, sql`d.id`, 1);
  return task ?? null;
}

/** Several by their ids, in the order of their round. */
export function findTasks(db: ReadDb, deliveryIds: readonly string[]): Promise<DeliveryTask[]> {
  const order = sql`d.route = '', d.route, c.country, c.address_lines[cardinality(c.address_lines)], c.name, d.id`;
  return tasks(db, sql`d.id = any (${[...deliveryIds]}::uuid[])`, order, deliveryIds.length);
}

type Row = {
  id: string;
  channel: string;
  state: string;
  document_kind: string;
  invoice_id: string | null;
  document_id: string | null;
  number: string;
  customer_id: string;
  customer_name: string;
  address_lines: string[];
  route: string;
  assigned_name: string;
  login_owner: string;
  portal_name: string;
  reason: string;
  reference: string;
  ordered_at: Date;
};

async function tasks(
  db: ReadDb,
  which: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  limit: number,
): Promise<DeliveryTask[]> {
  const { rows } = await sql<Row>`
    select d.id, d.channel, d.state, d.document_kind, d.invoice_id, d.document_id, coalesce(i.number, f.file_name, '') as number, d.customer_id,
      c.name as customer_name, c.address_lines, d.route, d.assigned_name, coalesce(u.name, '') as login_owner, coalesce(p.name, '') as portal_name,
      coalesce((select e.reason from delivery_events e where e.delivery_id = d.id and e.kind in ('rejected', 'not_handed_over')
        order by e.id desc limit 1), '') as reason,
      coalesce((select e.reference from delivery_events e where e.delivery_id = d.id and e.kind = 'submitted' order by e.id desc limit 1), '') as reference,
      d.ordered_at
    from deliveries d join customers c on c.id = d.customer_id left join invoices i on i.id = d.invoice_id left join documents f on f.id = d.document_id
      left join supplier_portals p on p.customer_id = d.customer_id left join users u on u.id = p.login_owner
    where ${which} order by ${order} limit ${limit}`.execute(db);
  return rows.map((row) => ({
    ...{ id: row.id, channel: row.channel as Channel, state: row.state as DeliveryState },
    ...{ documentKind: row.document_kind as DocumentKind, invoiceId: row.invoice_id, documentId: row.document_id },
    ...{ number: row.number, customerId: row.customer_id, customerName: row.customer_name },
    ...{ addressLines: row.address_lines, route: row.route, assignedName: row.assigned_name },
    ...{ loginOwner: row.login_owner, portalName: row.portal_name, reason: row.reason, reference: row.reference },
    orderedAt: row.ordered_at,
  }));
}

/** How many open tasks each view has. */
export async function countTasks(db: ReadDb): Promise<Record<TaskView, number>> {
  const { rows } = await sql<{ view: TaskView; n: number }>`
    select case d.channel when 'supplier_portal' then 'portals' else d.channel end as view, count(*)::int as n from deliveries d
      where d.channel in ('supplier_portal', 'post', 'hand') and d.state in ('waiting', 'printed', 'rejected', 'submitted') group by 1
    union all
    select 'addresses', count(*)::int from address_tasks where closed_at is null`.execute(db);
  const counts = { addresses: 0, portals: 0, post: 0, hand: 0 };
  for (const row of rows) counts[row.view] = row.n;
  return counts;
}

export type AddressTask = {
  readonly id: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly address: string;
  readonly contactId: string | null;
  readonly contactName: string;
  readonly reason: string;
  readonly openedAt: Date;
  readonly closedHow: string | null;
  readonly newAddress: string | null;
  readonly sentAgainAt: Date | null;
};

/** Addresses to mend, and mended ones whose mails have not been sent again; of one customer or of all, oldest first. */
export async function addressTasks(db: ReadDb, of: { readonly customerId?: string } = {}): Promise<AddressTask[]> {
  const query = db
    .selectFrom('address_tasks as t')
    .innerJoin('customers as c', 'c.id', 't.customer_id')
    .leftJoin('contacts as k', (join) =>
      join
        .onRef('k.customer_id', '=', 't.customer_id')
        .onRef('k.email', '=', 't.address')
        .on('k.removed_at', 'is', null),
    )
    .selectAll('t')
    .select(['c.name as customer_name', 'k.id as contact_id'])
    .where((eb) =>
      eb.or([
        eb('t.closed_at', 'is', null),
        eb.and([eb('t.closed_how', '=', 'changed'), eb('t.sent_again_at', 'is', null)]),
      ]),
    )
    .orderBy('t.opened_at')
    .orderBy('t.id')
    .limit(SHOWN_MAX);
  const rows = await (of.customerId ? query.where('t.customer_id', '=', of.customerId) : query).execute();
  return rows.map((row) => ({
    ...{ id: row.id, customerId: row.customer_id, customerName: row.customer_name, address: row.address },
    ...{ contactId: row.contact_id, contactName: row.contact_name, reason: row.reason, openedAt: row.opened_at },
    ...{ closedHow: row.closed_how, newAddress: row.new_address, sentAgainAt: row.sent_again_at },
  }));
}

import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Channel, Delivery, DeliveryState, DocumentKind } from '../types.ts';

type DeliveryRow = {
  id: string;
  customer_id: string;
  document_kind: string;
  invoice_id: string | null;
  document_id: string | null;
  channel: string;
  state: string;
  attaches: boolean;
  gathers: string;
  einvoice_profile: string;
  not_before_at: Date | null;
  assigned_name: string;
  route: string;
  ordered_at: Date;
  ordered_by_name: string;
};

/** A row of the table as the product speaks of it. */
const asDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  customerId: row.customer_id,
  documentKind: row.document_kind as DocumentKind,
  invoiceId: row.invoice_id,
  documentId: row.document_id,
  channel: row.channel as Channel,
  state: row.state as DeliveryState,
  attaches: row.attaches,
  gathers: row.gathers as Delivery['gathers'],
  einvoiceProfile: row.einvoice_profile,
  notBefore: row.not_before_at,
  assignedName: row.assigned_name,
  route: row.route,
  orderedAt: row.ordered_at,
  orderedByName: row.ordered_by_name,
});

/** Every sending of an invoice, in the order in which they were ordered. */
export async function deliveriesOfInvoice(db: ReadDb, invoiceId: string): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('invoice_id', '=', invoiceId)
    .orderBy('id')
    .execute();
  return rows.map(asDelivery);
}

/** The sendings a mail carries, in the order in which they were ordered. */
export async function deliveriesOfMessage(db: ReadDb, messageId: string): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('delivery_messages as l')
    .innerJoin('deliveries as d', 'd.id', 'l.delivery_id')
    .selectAll('d')
    .where('l.message_id', '=', messageId)
    .orderBy('d.id')
    .execute();
  return rows.map(asDelivery);
}

const GATHERED_AT_ONCE = 20_000;

/** Sendings that wait to be gathered into one mail, by customer, each with the hour it leaves at the latest. */
export async function gatheredDeliveries(db: ReadDb): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .selectAll('d')
    .where('d.gathers', '=', 'day')
    .where('d.state', '=', 'waiting')
    .where('d.channel', '=', 'email')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('delivery_messages as l').select('l.message_id').whereRef('l.delivery_id', '=', 'd.id'),
        ),
      ),
    )
    .orderBy('d.customer_id')
    .orderBy('d.id')
    .limit(GATHERED_AT_ONCE)
    .execute();
  return rows.map(asDelivery);
}

/** Sendings of a document that can still be taken back: waiting, and nothing of them has left. */
export async function withdrawable(db: ReadDb, invoiceId: string): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .selectAll('d')
    .where('d.invoice_id', '=', invoiceId)
    .where('d.state', 'in', ['waiting', 'printed', 'rejected'])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('delivery_messages as l')
            .innerJoin('messages as m', 'm.id', 'l.message_id')
            .select('m.id')
            .whereRef('l.delivery_id', '=', 'd.id')
            .where((or) => or.or([or('m.state', '<>', 'queued'), or('m.sealed_mail', 'is not', null)])),
        ),
      ),
    )
    .orderBy('d.id')
    .execute();
  return rows.map(asDelivery);
}

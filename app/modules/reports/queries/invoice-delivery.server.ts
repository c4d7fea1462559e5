import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type DeliveryStep = {
  readonly id: string;
  readonly kind: string;
  readonly toAddress: string;
  readonly state: string;
  readonly stateReason: string;
  readonly queuedAt: Date;
  readonly changedAt: Date;
};
export type DocumentView = { readonly id: string; readonly viewerName: string; readonly viewedAt: Date };

const SHOWN_MAX = 50;

/** Messages about an invoice and the times a customer opened it, newest first. Opening a mail is not counted as a view. */
export async function invoiceDelivery(
  db: ReadDb,
  invoiceId: string,
): Promise<{ messages: DeliveryStep[]; views: DocumentView[] }> {
  const [messages, views] = await Promise.all([
    db
      .selectFrom('messages')
      .select(['id', 'kind', 'to_address', 'state', 'state_reason', 'queued_at', 'changed_at'])
      .where('invoice_id', '=', invoiceId)
      .orderBy('id', 'desc')
      .limit(SHOWN_MAX)
      .execute(),
    db
      .selectFrom('invoice_views')
      .select(['id', 'viewer_name', 'viewed_at'])
      .where('invoice_id', '=', invoiceId)
      .orderBy('id', 'desc')
      .limit(SHOWN_MAX)
      .execute(),
  ]);
  return {
    messages: messages.map((row) => ({
      id: row.id,
      kind: row.kind,
      toAddress: row.to_address,
      state: row.state,
      stateReason: row.state_reason,
      queuedAt: row.queued_at,
      changedAt: row.changed_at,
    })),
    views: views.map((row) => ({ id: row.id, viewerName: row.viewer_name, viewedAt: row.viewed_at })),
  };
}

import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { MessageKind } from '../types.ts';

/** The kinds of mail an address of a customer does not want any more. */
export async function optedOutKinds(
  db: ReadDb,
  of: { readonly customerId: string; readonly address: string },
): Promise<MessageKind[]> {
  const rows = await db
    .selectFrom('contact_opt_outs')
    .select('message_kind')
    .where('customer_id', '=', of.customerId)
    .where('address', '=', of.address.toLowerCase())
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((row) => row.message_kind as MessageKind);
}

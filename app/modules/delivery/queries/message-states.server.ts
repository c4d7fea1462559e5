import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { MessageState } from '../types.ts';

export type MessageFared = {
  readonly state: MessageState;
  readonly reason: string;
  readonly toAddress: string;
  readonly subject: string;
};

/** What became of each of these messages; unknown ids are absent. */
export async function messageStates(db: ReadDb, ids: readonly string[]): Promise<Record<string, MessageFared>> {
  if (ids.length === 0) return {};
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'state', 'state_reason', 'to_address', 'subject'])
    .where('id', 'in', [...ids])
    .execute();
  return Object.fromEntries(
    rows.map((row) => [
      row.id,
      {
        ...{ state: row.state as MessageState, reason: row.state_reason },
        ...{ toAddress: row.to_address, subject: row.subject },
      },
    ]),
  );
}

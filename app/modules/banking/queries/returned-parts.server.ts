import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A part of a payment that a line of the bank took back. Minor units, above zero. */
export type ReturnedPart = {
  readonly lineId: string;
  readonly bookedOn: PlainDate;
  readonly amountMinor: bigint;
  readonly reason: string;
};

/** The parts of a payment that came back and whose line stands, as the bank booked them. */
export async function returnedParts(
  db: ReadDb,
  { paymentId }: { readonly paymentId: string },
): Promise<ReturnedPart[]> {
  const { rows } = await sql<ReturnedPart>`
    select k.line_id as "lineId", b.booked_on::text as "bookedOn", -k.amount_minor as "amountMinor", k.note as reason
    from bank_line_links k join bank_lines b on b.id = k.line_id
    where k.kind = 'returned_part' and k.subject_id = ${paymentId}::uuid
      and not exists (select from bank_explanation_undoings u where u.explanation_id = k.explanation_id)
    order by b.booked_on, k.id`.execute(db as never);
  return rows;
}

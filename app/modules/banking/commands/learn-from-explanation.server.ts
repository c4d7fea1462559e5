import { sql } from 'kysely';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { lessonsOf } from '../rules/names-to-learn.ts';

/** So many standing lines are kept as teachers of one account or name: one undone does not take away what others confirmed. */
const TEACHERS_MAX = 3;

/**
 * Keeps the account and name of a line that a person set against one customer as a whole, as new money. Anything else (several
 * customers, links to what was posted before, posted without a person) teaches nothing. Undoing the explanation takes it back.
 */
export async function learnFromExplanation(
  tx: Tx,
  { lineId, explanationId }: { readonly lineId: string; readonly explanationId: string },
  { now }: Moment,
): Promise<void> {
  const { rows } = await sql<{ customerId: string; partyAccount: string; partyName: string }>`
    select min(k.customer_id::text) as "customerId", l.party_account as "partyAccount", l.party_name as "partyName"
    from bank_lines l join bank_explanations e on e.line_id = l.id and e.id = ${explanationId} and e.how = 'person'
    join bank_line_links k on k.explanation_id = e.id
    where l.id = ${lineId} and l.amount_minor > 0
    group by l.id having bool_and(k.kind = 'payment' and k.amount_minor > 0) and count(distinct k.customer_id) = 1`.execute(
    tx,
  );
  const taught = rows[0];
  if (!taught) return;
  for (const { kind, value, shown } of lessonsOf(taught))
    await sql`
      insert into bank_aliases (kind, value, shown, customer_id, explanation_id, learned_at)
      select ${kind}, ${value}, ${shown}, ${taught.customerId}, ${explanationId}, ${now}
      where (select count(*) from bank_aliases a where (a.kind, a.value, a.customer_id) = (${kind}, ${value}, ${taught.customerId}::uuid)
        and not exists (select from bank_explanation_undoings u where u.explanation_id = a.explanation_id)) < ${TEACHERS_MAX}`.execute(
      tx,
    );
}

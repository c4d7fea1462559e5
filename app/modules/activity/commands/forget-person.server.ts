import { sql } from 'kysely';
import type { Tx } from '#app/platform/db/transaction.server.ts';

const FORGOTTEN = '(a former contact)';

/**
 * Takes a person's name and address out of what is found and shown of a customer: the texts keep what happened and say "a
 * former contact" where the person stood. The rows that are evidence stay as they are. Answers in how many texts it stood.
 */
export async function forgetPerson(
  tx: Tx,
  person: { readonly customerId: string; readonly name: string; readonly email: string },
): Promise<number> {
  const names = [person.name.trim(), person.email.trim()].filter((text) => text.length >= 3);
  let changed = 0;
  for (const name of names) {
    const pattern = `\\m${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+')}\\M`;
    const done = await sql`
      update searchable_texts set
        head = left(regexp_replace(head, ${pattern}, ${FORGOTTEN}, 'gi'), 300),
        people = left(regexp_replace(people, ${pattern}, '', 'gi'), 1000),
        body = left(regexp_replace(body, ${pattern}, ${FORGOTTEN}, 'gi'), 200000)
      where customer_id = ${person.customerId}::uuid and words @@ phraseto_tsquery('simple', search_words(${name}))`.execute(
      tx,
    );
    changed += Number(done.numAffectedRows ?? 0);
  }
  return changed;
}

import type { Pool } from 'pg';

/** Somebody who signs in for a customer, an invitation that waits, and a payment they prepared. */
export async function somePeople(
  pool: Pool,
  customerId: string,
  itemId: string,
): Promise<{ person: string; ask: string }> {
  const one = async (text: string, values: unknown[]) =>
    (await pool.query<{ id: string }>(text, values)).rows[0]?.id ?? '';
  const person = await one(
    `insert into users (kind, email, name) values ('portal', 'person-' || $1::text || '@customer.example', 'Pat Person') returning id`,
    [customerId],
  );
  await pool.query(`insert into portal_memberships (user_id, customer_id, role) values ($1, $2, 'viewer')`, [
    person,
    customerId,
  ]);
  await pool.query(
    `insert into portal_invitations (customer_id, email, name, role, invited_by_name, invited_at, expires_at)
     values ($1::uuid, 'invited-' || $1::text || '@customer.example', 'Ivy', 'viewer', 'Somebody', now(), now() + interval '7 days')`,
    [customerId],
  );
  const ask = await one(
    `insert into payment_asks (customer_id, currency, amount_minor, asked_by, asked_by_name, asked_at, expires_at)
     values ($1, 'GBP', 100, $2, 'Pat Person', now(), now() + interval '14 days') returning id`,
    [customerId, person],
  );
  await pool.query(
    `insert into payment_ask_items (ask_id, customer_id, item_id, amount_minor) values ($1, $2, $3, 100)`,
    [ask, customerId, itemId],
  );
  return { person, ask };
}

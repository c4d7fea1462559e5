import type { Pool } from 'pg';

/** What a customer asked about itself, with a colleague's answer and what it did. */
export async function aGrantedChange(pool: Pool, customerId: string): Promise<void> {
  await pool.query(
    `insert into users (kind, email, name, role) values ('staff', 'grants-' || $1::text || '@tallystick.example', 'Grant', 'manager')`,
    [customerId],
  );
  await pool.query(
    `insert into customer_change_requests (customer_id, kind, value, was, from_on, asked_by_name, asked_at)
     values ($1::uuid, 'details',
       '{"name": "New", "addressLines": ["1 Quay"], "country": "GB", "taxNumber": ""}',
       '{"name": "Old", "addressLines": ["5 Dock Road"], "country": "GB", "taxNumber": ""}', '2026-04-08', 'Pat', '2026-04-08T10:00:00Z')`,
    [customerId],
  );
  await pool.query(
    `insert into customer_change_decisions (request_id, customer_id, outcome, from_on, decided_by, decided_by_name, decided_at)
     select r.id, r.customer_id, 'granted', '2026-04-08', u.id, u.name, '2026-04-08T11:00:00Z'
     from customer_change_requests r, users u where r.customer_id = $1::uuid and u.email = 'grants-' || r.customer_id::text || '@tallystick.example'`,
    [customerId],
  );
  await pool.query(
    `insert into customer_change_effects (request_id, customer_id, done_at)
     select r.id, r.customer_id, '2026-04-08T11:00:00Z' from customer_change_requests r where r.customer_id = $1::uuid`,
    [customerId],
  );
}

import type { Pool } from 'pg';

/** An advice of a customer with one row, that stands with no line. */
export async function anAdvice(pool: Pick<Pool, 'query'>, customerId: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `with made as (
       insert into remittances (id, source, format, source_bytes, sha256, customer_id, currency, sum_minor, row_count, made_by_name, made_at)
       values (uuidv7(), 'pasted', 'text', 'INV-1 1.00', encode(sha256(convert_to($1::text, 'UTF8')), 'hex'), $1::uuid, 'GBP', 100, 1, 'Test', now())
       returning id)
     insert into remittance_rows (remittance_id, row_no, file_line, number, paid_minor) select id, 1, 1, 'INV-1', 100 from made
     returning remittance_id as id`,
    [customerId],
  );
  return rows[0]?.id ?? '';
}

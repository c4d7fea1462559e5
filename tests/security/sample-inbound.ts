import type { Pool } from 'pg';

type Stored = { readonly sha256: string; readonly bytes: number };

/** A mail from outside that waits for a person, with one file that lies in the store. */
export async function anInboundMail(
  pool: Pick<Pool, 'query'>,
  { sha256, bytes }: Stored,
): Promise<{ inboundMail: string; inboundFile: string }> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into inbound_mails (event_ref, provider_ref, state, from_address, from_name, to_addresses, subject, body, heard_at, fetched_at)
     values ('sample', 'sample', 'waiting', 'jane@customer.example', 'Jane Doe', '{billing@calder.example}', 'A question', 'Which line?', now(), now())
     returning id`,
  );
  const inboundMail = rows[0]?.id ?? '';
  await pool.query(
    `insert into inbound_files (mail_id, file_no, file_name, media_type, sha256, size_bytes) values ($1, 1, 'slip.pdf', 'application/pdf', $2, $3)`,
    [inboundMail, sha256, bytes],
  );
  return { inboundMail, inboundFile: '1' };
}

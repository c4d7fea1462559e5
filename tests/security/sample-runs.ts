import type pg from 'pg';

/** A previewed billing run with one draft of a customer, below every command: routes ask only whether it is there. */
export async function aRunOf(pool: pg.Pool, customerId: string): Promise<{ runId: string; draftId: string }> {
  const run = await pool.query<{ id: string }>(
    `insert into billing_runs (name, cut_off_on, document_on, cycles, review_needed, prepared_by_name, prepared_at)
     values ('Week 15', '2026-04-12', '2026-04-13', '{weekly}', false, 'Priya', '2026-04-13T08:00Z') returning id`,
  );
  const runId = run.rows[0]!.id;
  const draft = await pool.query<{ id: string }>(
    `insert into run_drafts (id, run_id, seq_no, customer_id, group_key, currency, document_on, due_on, service_from_on, service_to_on, title,
       net_minor, tax_minor, gross_minor, gross_base_minor, postings, digest, state, left_out_why)
     values (uuidv7(), $1, 1, $2, 'together GBP 30', 'GBP', '2026-04-13', '2026-05-13', '2026-04-06', '2026-04-12', 'Fly ash', 0, 0, 0, 0, '[]', '',
       'left_out', 'by_hand') returning id`,
    [runId, customerId],
  );
  await pool.query(
    `update billing_runs set state = 'previewed', previewed_at = prepared_at, draft_count = 1 where id = $1`,
    [runId],
  );
  return { runId, draftId: draft.rows[0]!.id };
}

/** A run of statements that made none. */
export async function aStatementRun(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into statement_runs (kind, from_on, to_on, seal_no, started_by_name, started_at)
     values ('weekly', '2026-04-01', '2026-04-07', 0, 'Someone', now()) returning id`,
  );
  return rows[0]?.id ?? '';
}

/** A pack of a colleague who looks at nothing here; its files lie in the store. */
export async function aPortfolioPack(pool: pg.Pool, file: { sha256: string; bytes: number }): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into portfolio_packs (user_id, due_on, seal_no, customers, pdf_sha256, pdf_bytes, csv_sha256, csv_bytes, made_at)
     select id, '2026-04-06', 0, 1, $1, $2, $1, $2, now() from users where kind = 'staff' order by id limit 1 returning id`,
    [file.sha256, file.bytes],
  );
  return rows[0]?.id ?? '';
}

import { randomUUID } from 'node:crypto';
import { decimal } from '#app/kernel/decimal.ts';
import { type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { importUsageFile } from '#app/modules/usage/commands/import-usage-file.server.ts';
import { recordReadings } from '#app/modules/usage/commands/record-readings.server.ts';
import type { ColumnMapping, ReadingRow, Taken, UsageImportKind } from '#app/modules/usage/types.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { CLERK, on } from '#tests/support/people.ts';

/** Takes in the text of a file as a clerk does; answers what it came to, refused or not. */
export async function takeIn(
  db: Db,
  kind: UsageImportKind,
  text: string,
  { day = '2026-04-02', mapping = null }: { day?: string; mapping?: ColumnMapping | null } = {},
): Promise<Taken & { ok: boolean }> {
  const file = { kind, fileName: `${kind}.csv`, content: new TextEncoder().encode(text), mapping };
  const result = await inTransaction(db, (tx) => importUsageFile(tx, CLERK, file, on(day)));
  return { ...(result.ok ? result.value : result.refusal), ok: result.ok };
}

type Said = [meter: string, day: string, value: string, kind?: ReadingRow['kind']];

/** Records readings as one file would; answers what they came to. */
export async function readMeters(
  db: Db,
  said: readonly Said[],
  { replaces = false } = {},
): Promise<Taken & { ok: boolean }> {
  const rows = said.map(([meter, day, value, kind = 'actual'], at): ReadingRow => {
    return { row: at + 2, meter, readOn: plainDate(day), value: decimal(value), kind, replaces };
  });
  const result = await inTransaction(db, (tx) =>
    recordReadings(tx, CLERK, { parts: [{ rows, problems: [] }] }, on('2026-06-01')),
  );
  return { ...(result.ok ? result.value : result.refusal), ok: result.ok };
}

/** What is recorded under a line, by day: corrections counted in. */
export async function usedByDay({ pool }: TestDatabase['owner'], lineId: string): Promise<Record<PlainDate, string>> {
  const { rows } = await pool.query<{ day: PlainDate; quantity: string }>(
    `select occurred_on as day, trim_scale(sum(quantity))::text as quantity from usage_records where contract_line_id = $1
      group by 1 having sum(quantity) <> 0 order by 1`,
    [lineId],
  );
  return Object.fromEntries(rows.map(({ day, quantity }) => [day, quantity]));
}

/** One ticket written below the commands: for walls, where only rows count. */
export async function plantUsage(
  { pool }: TestDatabase['owner'],
  of: { customerId: string; lineId: string; siteId: string },
): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `insert into usage_records (id, customer_id, contract_line_id, site_id, kind, natural_key, occurred_on, quantity, unit_code, reference, learned_at, recorded_by_name)
      values ($1, $2, $3, $4, 'ticket', $1::uuid || '', '2026-03-05', 12.5, 't', 'T-100', now(), 'A')`,
    [id, of.customerId, of.lineId, of.siteId],
  );
  return id;
}

/** A second contract just like the one of a line, so that usage may fall under either; answers its line. */
export async function copyContract({ pool }: TestDatabase['owner'], lineId: string): Promise<string> {
  const [contractId, copyId] = [randomUUID(), randomUUID()];
  const of = 'from contract_lines l join contracts c on c.id = l.contract_id where l.id = $1';
  await pool.query(
    `insert into contracts (id, customer_id, title, currency, starts_on, state, version_no)
      select $2, c.customer_id, c.title, c.currency, c.starts_on, 'active', 1 ${of}`,
    [lineId, contractId],
  );
  await pool.query(
    `insert into contract_versions (contract_id, version_no, customer_id, state, terms, holds_from_on, proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at)
      select $2, 1, v.customer_id, v.state, v.terms, v.holds_from_on, v.proposed_by, v.proposed_by_name, v.proposed_at, v.decided_by, v.decided_by_name, v.decided_at
      from contract_lines l join contract_versions v on v.contract_id = l.contract_id where l.id = $1`,
    [lineId, contractId],
  );
  await pool.query(
    `insert into contract_lines (id, contract_id, customer_id, line_no, product_id, description, cycle, anchor_on, timing, charge, starts_on, site_id)
      select $2, $3, customer_id, line_no, product_id, description, cycle, anchor_on, timing, charge, starts_on, site_id from contract_lines where id = $1`,
    [lineId, copyId, contractId],
  );
  await pool.query(
    `insert into contract_prices (contract_line_id, customer_id, version_no, valid_from_on, scheme)
      select $2, customer_id, version_no, valid_from_on, scheme from contract_prices where contract_line_id = $1`,
    [lineId, copyId],
  );
  return copyId;
}

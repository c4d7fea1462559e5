import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import type { CsvProblem } from '#app/kernel/csv-records.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { type CustomerFileRow, readCustomersCsv } from '../rules/read-customers-csv.ts';
import { addContacts } from './add-contact.server.ts';
import { createCustomers } from './create-customer.server.ts';

/** What a row of the file does: `create` opens an account, `exists` finds it open already and leaves it as it is. */
export type CustomerImportRow = { row: number; number: string; name: string; outcome: 'create' | 'exists' };
export type CustomerImport = { rows: CustomerImportRow[]; problems: CsvProblem[]; created: number; existed: number };

const CHUNK = 1_000;

/**
 * Opens the customers of a file, all of them or none. The number is the key: a customer that is there under the same name is
 * left as it is, so the same file twice adds nothing; the same number under another name is a problem. Refuses with every
 * problem found (row, field, what to do) and what the good rows would have done. A dry run is this in a preview.
 */
export async function importCustomers(
  tx: Tx,
  actor: Actor,
  input: { content: Uint8Array },
): Promise<Result<CustomerImport, CustomerImport>> {
  const file = readCustomersCsv(input.content);
  const problems = [...file.problems];
  const known = await namesByNumber(tx, file.rows);
  const fresh: CustomerFileRow[] = [];
  const rows: CustomerImportRow[] = [];
  for (const line of file.rows) {
    const { number, name } = line.customer;
    const standing = known.get(number.toLowerCase());
    if (standing === undefined) fresh.push(line);
    else if (standing !== name)
      problems.push({
        row: line.row,
        field: 'number',
        text: `${number} is the number of “${standing}” already. Give this customer another number, or correct the name.`,
      });
    rows.push({ row: line.row, number, name, outcome: standing === undefined ? 'create' : 'exists' });
  }
  problems.sort((a, b) => a.row - b.row);
  const report = { rows, problems, created: fresh.length, existed: rows.length - fresh.length };
  if (problems.length > 0) return refuse(report);
  for (let at = 0; at < fresh.length; at += CHUNK) await writeChunk(tx, actor, fresh.slice(at, at + CHUNK));
  return ok(report);
}

async function writeChunk(tx: Tx, actor: Actor, lines: readonly CustomerFileRow[]): Promise<void> {
  const made = await createCustomers(
    tx,
    actor,
    lines.map((line) => line.customer),
  );
  // Someone opened the same number in this very moment: rolled back, and the next try sees it.
  assert(made.ok, 'a number of this file was taken while it was imported; import it again');
  await addContacts(
    tx,
    actor,
    lines.flatMap((line, index) => (line.contact ? [{ customerId: made.value[index]!, ...line.contact }] : [])),
  );
}

async function namesByNumber(tx: Tx, lines: readonly CustomerFileRow[]): Promise<Map<string, string>> {
  const numbers = lines.map((line) => line.customer.number.toLowerCase());
  const { rows } = await sql<{ id: CustomerId; folded: string; name: string }>`
    select lower(number) as folded, name from customers where lower(number) = any (${numbers}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.folded, row.name]));
}

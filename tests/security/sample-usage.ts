import { decimal } from '#app/kernel/decimal.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { addMeter } from '#app/modules/usage/commands/add-meter.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { CLERK, on } from '#tests/support/people.ts';

type Handles = Pick<TestDatabase, 'owner' | 'staff'>;

/** A ticket, a meter, and a file of usage that waits for its columns, all of one customer. */
export async function someUsage(
  { owner, staff }: Handles,
  customerId: string,
): Promise<{ usage: string; meter: string; usageFile: string }> {
  const found = await owner.pool.query<{ usage: string; line: string }>(
    'select id as usage, contract_line_id as line from usage_records where customer_id = $1 limit 1',
    [customerId],
  );
  const { usage = '', line = '' } = found.rows[0] ?? {};
  const dial = { digits: 5, multiplier: decimal('1'), startsOn: plainDate('2026-02-01'), firstValue: decimal('0') };
  const added = await inTransaction(staff.db, (tx) =>
    addMeter(tx, CLERK, { contractLineId: line, code: `S-${customerId.slice(-6)}`, ...dial }, on('2026-04-08')),
  );
  if (!added.ok) throw new Error(added.refusal.code);
  const file = await owner.pool.query<{ id: string }>(
    `insert into import_files (kind, file_name, sha256, content, uploaded_at, expires_at)
     values ('usage', 'tickets.csv', encode(sha256($1), 'hex'), $1, now(), now() + interval '6 hours') returning id`,
    [Buffer.from('Ticket,Weight\nT-1,2\n')],
  );
  return { usage, meter: added.value.meterId, usageFile: file.rows[0]?.id ?? '' };
}

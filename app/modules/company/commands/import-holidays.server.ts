import { sql } from 'kysely';
import type { CsvProblem } from '#app/kernel/csv-records.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { readHolidays } from '../rules/read-holidays.ts';

export type HolidaysImport = { readonly added: number; readonly existed: number };

/**
 * Adds the bank holidays of a file to the company's calendar, all of them or none; a day that stands already takes the
 * file's name for it. Refuses with every misfit and its row.
 */
export async function importHolidays(
  tx: Tx,
  actor: Actor,
  input: { readonly content: Uint8Array },
): Promise<Result<HolidaysImport, { readonly problems: readonly CsvProblem[] }>> {
  const { holidays, problems } = readHolidays(input.content);
  if (problems.length > 0) return refuse({ problems });
  const { rows } = await sql<{ added: boolean }>`
    insert into holidays as h (calendar, holiday_on, name)
    select c.country, d."on", d.name from company c, jsonb_to_recordset(${JSON.stringify(holidays)}::jsonb) as d ("on" date, name text)
    on conflict (calendar, holiday_on) do update set name = excluded.name
    returning xmax = 0 as added`.execute(tx);
  const added = rows.filter((row) => row.added).length;
  await writeAudit(tx, actor, {
    action: 'holidays.imported',
    subjectKind: 'holidays',
    subjectId: newId(),
    after: { added, existed: rows.length - added, from: holidays[0]?.on, to: holidays.at(-1)?.on },
  });
  return ok({ added, existed: rows.length - added });
}

/** Takes a day out of the company's calendar: banks are open after all. Harmless where it is not in it. */
export async function removeHoliday(tx: Tx, actor: Actor, input: { readonly on: PlainDate }): Promise<void> {
  const { country } = await tx.selectFrom('company').select('country').executeTakeFirstOrThrow();
  const removed = await tx
    .deleteFrom('holidays')
    .where('calendar', '=', country)
    .where('holiday_on', '=', input.on)
    .returning('name')
    .executeTakeFirst();
  if (!removed) return;
  await writeAudit(tx, actor, {
    action: 'holidays.removed',
    subjectKind: 'holidays',
    subjectId: newId(),
    before: { on: input.on, name: removed.name },
  });
}

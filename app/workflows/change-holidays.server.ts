import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import {
  type HolidaysImport,
  importHolidays,
  removeHoliday,
} from '#app/modules/company/commands/import-holidays.server.ts';
import { moveDueDates } from '#app/modules/instruments/commands/move-due-dates.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

type Refused = Awaited<ReturnType<typeof importHolidays>> extends Result<unknown, infer Refusal> ? Refusal : never;

/** Adds bank holidays from a file and tells every clock anew that runs on them; what the import refuses changes nothing. */
export async function addHolidays(
  tx: Tx,
  actor: Actor,
  input: { readonly content: Uint8Array },
  moment: Moment,
): Promise<Result<HolidaysImport & { readonly moved: number }, Refused>> {
  const imported = await importHolidays(tx, actor, input);
  if (!imported.ok) return imported;
  return ok({ ...imported.value, moved: await moveDueDates(tx, actor, moment) });
}

/** Takes one day out again and tells the clocks anew. */
export async function dropHoliday(
  tx: Tx,
  actor: Actor,
  input: { readonly on: PlainDate },
  moment: Moment,
): Promise<Result<{ readonly moved: number }, never>> {
  await removeHoliday(tx, actor, input);
  return ok({ moved: await moveDueDates(tx, actor, moment) });
}

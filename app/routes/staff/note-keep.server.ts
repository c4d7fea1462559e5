import type { StaffRequest } from '#app/guards/require-staff.server.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { instantInZone, timeInZone } from '#app/kernel/zone-time.ts';
import { writeNote } from '#app/modules/activity/commands/write-note.server.ts';
import { noteForm } from '#app/modules/activity/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';

type Staff = Pick<StaffRequest, 'actor' | 'moment' | 'company'>;
type Posted = { readonly customerId: string; readonly fields: [string, string][] };

/** Keeps what was typed of a call, visit or note; answers what to tell. The refusal keeps every word that was typed. */
export async function keepNote(
  { actor, moment, company }: Staff,
  { customerId, fields }: Posted,
): Promise<Result<string, FormRefusal>> {
  const values = Object.fromEntries(fields);
  const form = parseFields(fields, noteForm);
  if (!form.ok) return refuse(form.refusal);
  const { kind, spokenWith, note, nextStep } = form.value;
  const on = dayIn(form.value.on);
  const nextOn = dayIn(form.value.nextOn);
  const zone = company.timeZone;
  const happenedAt = on && on !== 'wrong' ? timeOf(on, form.value.time, { zone, moment }) : null;
  const fieldErrors = {
    ...(on === 'wrong' ? { on: ['Choose the day.'] } : {}),
    ...(nextOn === 'wrong' ? { nextOn: ['Choose the day, or leave it empty.'] } : {}),
    ...(nextOn !== null && nextStep === '' ? { nextStep: ['Say what is to be done by that day.'] } : {}),
    ...(happenedAt !== null && happenedAt > moment.now
      ? { on: ['This lies ahead. Write it down when it happened.'] }
      : {}),
  };
  if (Object.keys(fieldErrors).length > 0 || nextOn === 'wrong') return refuse(formRefusal({ fieldErrors, values }));
  const input = { customerId, kind, happenedAt, spokenWith, note, nextStep, nextOn };
  const written = await inTransaction(staffDb(), (tx) => writeNote(tx, actor, input, moment));
  if (written.ok) return ok('Written down.');
  return refuse(formRefusal({ fieldErrors: { on: ['This lies ahead. Write it down when it happened.'] }, values }));
}

function dayIn(text: string): PlainDate | null | 'wrong' {
  if (text === '') return null;
  const day = parsePlainDate(text);
  return day.ok ? day.value : 'wrong';
}

/** Today without a time is now; another day without one is its noon. */
function timeOf(on: PlainDate, time: string, { zone, moment }: { zone: string; moment: Staff['moment'] }): Date | null {
  if (on === moment.today && (time === '' || time === timeInZone(moment.now, zone))) return null;
  const at = instantInZone(on, time === '' ? '12:00' : time, zone);
  return at.ok ? at.value : null;
}

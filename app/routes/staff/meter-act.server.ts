import { type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { changeMeter } from '#app/modules/usage/commands/change-meter.server.ts';
import { recordReadings } from '#app/modules/usage/commands/record-readings.server.ts';
import { meterChangeForm, meterEndForm, readingForm } from '#app/modules/usage/forms.ts';
import type { MeterListed } from '#app/modules/usage/queries/meters.server.ts';
import type { MeterId } from '#app/modules/usage/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { meterFault } from './meter-parts.tsx';

type Done = { readonly meterId: string; readonly text: string };
type Acting = {
  readonly actor: Actor;
  readonly moment: Moment;
  readonly meter: MeterListed;
  readonly fields: [string, string][];
};

/** One of the two forms of a meter: a reading, or that it was taken out, with another in its place or without. */
export const actOnMeter = (intent: string, acting: Acting): Promise<Result<Done, FormRefusal>> =>
  intent === 'read' ? read(acting) : change(acting);

async function read({ actor, moment, meter, fields }: Acting): Promise<Result<Done, FormRefusal>> {
  const form = parseFields(fields, readingForm);
  if (!form.ok) return form;
  const { replaces, ...reading } = form.value;
  const row = { row: 0, meter: meter.code, ...reading, replaces: replaces === 'yes' };
  const taken = await inTransaction(staffDb(), (tx) =>
    recordReadings(tx, actor, { parts: [{ rows: [row], problems: [] }] }, moment),
  );
  if (taken.ok) {
    const text =
      taken.value.added > 0 ? `${reading.value} is recorded.` : 'This reading was there already. Nothing was added.';
    return { ok: true, value: { meterId: meter.id, text } };
  }
  const problem = taken.refusal.problems[0];
  const field = problem?.field === 'date' ? 'readOn' : 'value';
  return refuse(formRefusal({ fieldErrors: { [field]: [problem?.text ?? ''] }, values: Object.fromEntries(fields) }));
}

async function change({ actor, moment, meter, fields }: Acting): Promise<Result<Done, FormRefusal>> {
  const hasNext = fields.some(([name, text]) => name === 'code' && text.trim() !== '');
  const changed = hasNext ? parseFields(fields, meterChangeForm) : null;
  if (changed && !changed.ok) return changed;
  const form = changed ?? parseFields(fields, meterEndForm);
  if (!form.ok) return form;
  const { changedOn, lastValue } = form.value;
  const next = changed ? nextOf(changed.value) : null;
  const input = { meterId: meter.id as MeterId, changedOn, lastValue, next };
  const done = await inTransaction(staffDb(), (tx) => changeMeter(tx, actor, input, moment));
  if (done.ok) {
    const text = next ? `${next.code} took the place of ${meter.code}.` : `${meter.code} was taken out.`;
    return { ok: true, value: { meterId: done.value.meterId, text } };
  }
  const fieldErrors = meterFault(done.refusal, 'lastValue');
  return refuse(formRefusal({ fieldErrors, values: Object.fromEntries(fields) }));
}

const nextOf = ({ code, digits, multiplier, firstValue }: ReturnType<typeof meterChangeForm.parse>) => ({
  ...{ code, digits, multiplier, firstValue },
});

import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { takeTaxRelief } from '#app/modules/adjustments/commands/take-tax-relief.server.ts';
import { recoveryFields, reliefFields } from '#app/modules/adjustments/forms.ts';
import type { WriteOff } from '#app/modules/adjustments/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { amountField } from '#app/modules/payments/forms.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { recoverWriteOff } from '#app/workflows/recover-write-off.server.ts';
import { adjustmentRefusal } from './adjustment-form.server.ts';

export type PostedOnWriteOff = {
  readonly fields: [string, string][];
  readonly written: WriteOff;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
};

/** Takes tax relief; answers what to tell. */
export async function relieve(posted: PostedOnWriteOff): Promise<Result<string, FormRefusal>> {
  const { fields, written, actor, moment } = posted;
  const form = parseFields(fields, reliefFields.extend({ amount: amountField(written.currency) }));
  if (!form.ok) return refuse({ ...form.refusal, values: Object.fromEntries(fields) });
  const { amount, ...said } = form.value;
  const input = { ...said, writeOffId: written.id, amountMinor: amount };
  const done = await inTransaction(staffDb(), (tx) => takeTaxRelief(tx, actor, input, moment));
  if (!done.ok) return refuse(adjustmentRefusal(done.refusal, { ...posted, currency: written.currency }));
  return ok('The tax relief is posted.');
}

/** Records money that came in after all; answers what to tell. */
export async function recover(posted: PostedOnWriteOff): Promise<Result<string, FormRefusal>> {
  const { fields, written, actor, moment } = posted;
  const values = Object.fromEntries(fields);
  const form = parseFields(fields, recoveryFields.extend({ amount: amountField(written.currency) }));
  if (!form.ok) return refuse({ ...form.refusal, values });
  const { amount, ...said } = form.value;
  const input = { ...said, writeOffId: written.id, currency: written.currency, amountMinor: amount };
  const done = await inTransaction(staffDb(), (tx) => recoverWriteOff(tx, actor, input, moment));
  if (done.ok) return ok(`${done.value.number} is recorded and set against the debt claimed again.`);
  const { refusal } = done;
  switch (refusal.code) {
    case 'looks-like-a-duplicate':
      return refuse(
        formRefusal({
          fieldErrors: {
            reference: [`This looks like ${refusal.number}. If it is another payment, give its own reference.`],
          },
          values,
        }),
      );
    case 'in-the-future':
    case 'before-write-off':
    case 'period-closed': {
      const said = adjustmentRefusal(refusal, { ...posted, currency: written.currency });
      return refuse({ ...said, fieldErrors: { receivedOn: said.fieldErrors.effectiveOn ?? [] } });
    }
    case 'amount-not-positive':
      return refuse(formRefusal({ fieldErrors: { amount: ['Enter an amount above zero.'] }, values }));
    case 'more-than-written-off':
    case 'reason-missing':
    case 'unknown-write-off':
    case 'not-staff':
      return refuse(adjustmentRefusal(refusal, { ...posted, currency: written.currency }));
    default:
      return refuse(
        formRefusal({ formErrors: ['This cannot be recorded now. Reload the page; nothing was changed.'], values }),
      );
  }
}

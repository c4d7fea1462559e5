import type { Currency } from '#app/kernel/money.ts';
import { type Result, refuse } from '#app/kernel/result.ts';
import { buildAllowance } from '#app/modules/adjustments/commands/build-allowance.server.ts';
import { allowanceFields } from '#app/modules/adjustments/forms.ts';
import type { AllowanceRefusal } from '#app/modules/adjustments/types.ts';
import { doOnce } from '#app/modules/audit/commands/do-once.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { amountField } from '#app/modules/payments/forms.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { adjustmentRefusal } from './adjustment-form.server.ts';

type Posted = {
  readonly fields: [string, string][];
  readonly actor: Actor;
  readonly moment: Moment;
  readonly base: Currency;
  readonly locale: string;
};

/** Builds or releases the loss allowance once per form, however often it is sent. */
export async function changeAllowance({
  fields,
  actor,
  moment,
  base,
  locale,
}: Posted): Promise<Result<{ id: string }, FormRefusal>> {
  const form = parseFields(fields, allowanceFields.extend({ amount: amountField(base) }));
  if (!form.ok) return refuse({ ...form.refusal, values: Object.fromEntries(fields) });
  const { once, amount, ...said } = form.value;
  const input = { ...said, amountMinor: amount };
  const done = await inTransaction(staffDb(), (tx) =>
    doOnce<{ id: string }, AllowanceRefusal>(tx, { scope: `allowance:${actor.id}`, key: once, input }, moment, () =>
      buildAllowance(tx, actor, input, moment),
    ),
  );
  return done.ok ? done : refuse(adjustmentRefusal(done.refusal, { fields, currency: base, locale }));
}

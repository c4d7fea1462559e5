import { formatDate } from '#app/kernel/format-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { cancelDeposit } from '#app/modules/instruments/commands/cancel-deposit.server.ts';
import { clearCheques } from '#app/modules/instruments/commands/clear-cheques.server.ts';
import { takeOutOfDeposit } from '#app/modules/instruments/commands/take-out-of-deposit.server.ts';
import { clearForm, reasonForm } from '#app/modules/instruments/forms.ts';
import type { Deposit } from '#app/modules/instruments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { chequeWords, depositWords } from './cheque-refusals.server.ts';

type Asked = { deposit: Deposit; fields: [string, string][]; actor: Actor; moment: Moment; locale: string };
type Answer = Promise<Result<string, FormRefusal>>;

/** The ticked cheques of a deposit cleared. */
export async function clearPosted({ deposit, fields, actor, moment, locale }: Asked): Answer {
  const form = parseFields(fields, clearForm);
  if (!form.ok) return form;
  const asked = new Set(fields.flatMap(([name, value]) => (name === 'cleared' ? [value] : [])));
  // Only what is in this deposit: an id that is not is not ours to touch from here.
  const instrumentIds = deposit.lines.flatMap(({ instrumentId }) =>
    instrumentId && asked.has(instrumentId) ? [instrumentId] : [],
  );
  if (instrumentIds.length === 0) return refuse(formRefusal({ formErrors: ['Tick the cheques that cleared.'] }));
  const { clearedOn } = form.value;
  const done = await inTransaction(staffDb(), (tx) => clearCheques(tx, actor, { instrumentIds, clearedOn }, moment));
  if (!done.ok) return refuse(chequeWords(done.refusal, { fields, locale, dateField: 'clearedOn' }));
  const { cleared } = done.value;
  const words = cleared === 1 ? '1 cheque' : `${cleared} cheques`;
  return ok(`${words} cleared on ${formatDate(clearedOn, locale)}.`);
}

/** The deposit did not happen, or one thing in it did not: what a person reads next, and the deposit to look at. */
export async function cancelPosted(asked: Asked): Promise<Result<{ said: string; depositId: string }, FormRefusal>> {
  const { deposit, fields, actor, moment, locale } = asked;
  const form = parseFields(fields, reasonForm);
  if (!form.ok) return form;
  const input = { depositId: deposit.id, reason: form.value.reason };
  const paymentId = fields.find(([name]) => name === 'takeOut')?.[1] ?? '';
  if (paymentId !== '') return takeOut(asked, { ...input, paymentId });
  const done = await inTransaction(staffDb(), (tx) => cancelDeposit(tx, actor, input, moment));
  return done.ok
    ? ok({ said: `${deposit.number} is cancelled. Its money is in hand again.`, depositId: deposit.id })
    : refuse(depositWords(done.refusal, { fields, locale }));
}

async function takeOut(
  { deposit, fields, actor, moment, locale }: Asked,
  input: { depositId: string; paymentId: string; reason: string },
): ReturnType<typeof cancelPosted> {
  const values = Object.fromEntries(fields);
  const done = await inTransaction(staffDb(), (tx) => takeOutOfDeposit(tx, actor, input, moment));
  if (done.ok) {
    const { instead } = done.value;
    return instead
      ? ok({
          said: `It is in hand again. ${instead.number} takes the place of ${deposit.number}: print its slip.`,
          depositId: instead.id,
        })
      : ok({ said: `${deposit.number} is cancelled. Its money is in hand again.`, depositId: deposit.id });
  }
  const { refusal } = done;
  if (refusal.code === 'not-in-this-deposit')
    return refuse(formRefusal({ fieldErrors: { takeOut: ['Choose what is in this deposit.'] }, values }));
  if (refusal.code === 'not-made-again')
    return refuse(
      formRefusal({
        formErrors: ['The rest cannot be deposited as it stands. Cancel the whole deposit and make it anew.'],
        values,
      }),
    );
  return refuse(depositWords(refusal, { fields, locale }));
}

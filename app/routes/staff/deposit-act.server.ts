import { formatDate } from '#app/kernel/format-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { cancelDeposit } from '#app/modules/instruments/commands/cancel-deposit.server.ts';
import { clearCheques } from '#app/modules/instruments/commands/clear-cheques.server.ts';
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

/** The deposit did not happen. */
export async function cancelPosted({ deposit, fields, actor, moment, locale }: Asked): Answer {
  const form = parseFields(fields, reasonForm);
  if (!form.ok) return form;
  const input = { depositId: deposit.id, reason: form.value.reason };
  const done = await inTransaction(staffDb(), (tx) => cancelDeposit(tx, actor, input, moment));
  return done.ok
    ? ok(`${deposit.number} is cancelled. Its money is in hand again.`)
    : refuse(depositWords(done.refusal, { fields, locale }));
}

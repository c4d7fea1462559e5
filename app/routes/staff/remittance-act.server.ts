import type { StaffRequest } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { deductionCodes } from '#app/modules/cash-application/queries/deduction-codes.server.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { attachRemittance, detachRemittance } from '#app/modules/remittances/commands/attach-remittance.server.ts';
import { chooseRows, dropAdvice, sayWhose } from '#app/modules/remittances/commands/say-of-advice.server.ts';
import type { Remittance } from '#app/modules/remittances/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { type UseRemittanceRefusal, useRemittance } from '#app/workflows/use-remittance.server.ts';
import { choicesIn } from './remittance-fields.ts';
import { remittanceWords } from './remittance-words.server.ts';

type Staff = Pick<StaffRequest, 'actor' | 'moment' | 'company'>;
type Sent = { readonly fields: [string, string][]; readonly intent: string; of(name: string): string };
type Asked = { readonly advice: Remittance; readonly sent: Sent };
type Done = Promise<Result<string, FormRefusal>>;

/** Does what one of the page's buttons asks, in one transaction, and answers what to tell. */
export async function actOnAdvice(staff: Staff, asked: Asked): Done {
  const { sent, advice } = asked;
  const remittanceId = advice.id;
  switch (sent.intent) {
    case 'whose':
      return whose(staff, asked);
    case 'choose':
      return choose(staff, asked);
    case 'attach': {
      const lineId = parseId(sent.of('line'));
      if (!lineId) return refused(asked, { formErrors: ['Choose a line.'] });
      const done = (tx: Tx) => attachRemittance(tx, staff.actor, { remittanceId, lineId }, staff.moment);
      return run(staff, asked, { done, said: 'The advice stands with its line now.' });
    }
    case 'detach': {
      const done = (tx: Tx) => detachRemittance(tx, staff.actor, { remittanceId }, staff.moment);
      return run(staff, asked, { done, said: 'The advice was taken off its line.' });
    }
    case 'use': {
      const done = (tx: Tx) => useRemittance(tx, staff.actor, { remittanceId }, staff.moment);
      return run(staff, asked, {
        done,
        said: 'The line is explained: the payment was set against what the advice names.',
      });
    }
    default: {
      const done = (tx: Tx) => dropAdvice(tx, staff.actor, { remittanceId, reason: sent.of('why') }, staff.moment);
      return run(staff, asked, { done, said: 'The advice is of no use; it was put away.', field: 'why' });
    }
  }
}

const refused = ({ sent }: Asked, errors: Parameters<typeof formRefusal>[0]) =>
  refuse(formRefusal({ ...errors, values: Object.fromEntries(sent.fields) }));

type Step = {
  readonly done: (tx: Tx) => Promise<Result<unknown, UseRemittanceRefusal>>;
  readonly said: string;
  readonly field?: string;
};

async function run({ company }: Staff, asked: Asked, { done, said, field }: Step): Done {
  const result = await inTransaction(staffDb(), done);
  if (result.ok) return ok(said);
  const { locale, baseCurrency } = company;
  const words = remittanceWords(result.refusal, { currency: asked.advice.currency, baseCurrency, locale });
  const isField = field && result.refusal.code === 'reason-missing';
  return refused(asked, isField ? { fieldErrors: { [field]: [words] } } : { formErrors: [words] });
}

async function whose(staff: Staff, asked: Asked): Done {
  const number = asked.sent.of('customer').trim();
  const customerId = (await customerIdsByNumber(staffDb(), [number])).get(number);
  if (!customerId) return refused(asked, { fieldErrors: { customer: ['No customer has this number.'] } });
  const done = (tx: Tx) => sayWhose(tx, staff.actor, { remittanceId: asked.advice.id, customerId });
  return run(staff, asked, { done, said: 'The advice is this customer’s now.' });
}

async function choose(staff: Staff, asked: Asked): Done {
  const codes = new Set((await deductionCodes(staffDb())).map(({ code }) => code));
  const choices = choicesIn(asked.sent.fields)
    .filter(({ rowNo }) => rowNo >= 1 && rowNo <= asked.advice.rowCount)
    .map((choice) => ({ ...choice, code: choice.code !== null && codes.has(choice.code) ? choice.code : null }))
    .map((choice) => (choice.rest === 'deduction' && choice.code === null ? { ...choice, code: 'unknown' } : choice));
  const done = (tx: Tx) => chooseRows(tx, staff.actor, { remittanceId: asked.advice.id, choices }, staff.moment);
  return run(staff, asked, { done, said: 'Saved. The rows below are as you said.' });
}

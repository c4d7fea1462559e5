import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Money, money } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Permission } from '#app/modules/auth/types.ts';
import { clearCheques } from '#app/modules/instruments/commands/clear-cheques.server.ts';
import { followUp } from '#app/modules/instruments/commands/follow-up.server.ts';
import { giveBack } from '#app/modules/instruments/commands/give-back.server.ts';
import { handOver } from '#app/modules/instruments/commands/hand-over.server.ts';
import { clearForm, handOverForm, noteForm, reasonForm, returnForm } from '#app/modules/instruments/forms.ts';
import type { Custodian, Instrument } from '#app/modules/instruments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { confirmCheque } from '#app/workflows/confirm-cheque.server.ts';
import { returnCheque } from '#app/workflows/return-cheque.server.ts';
import { custodianOf } from './cheque-receive.server.ts';
import { chequeWords } from './cheque-refusals.server.ts';

/** What can be done with a cheque on its page, and who may. */
export const CHEQUE_INTENTS = {
  'hand-over': 'payments.record',
  confirm: 'payments.record',
  'give-back': 'payments.record',
  clear: 'payments.record',
  return: 'payments.reverse',
  'follow-up': 'messages.send',
} as const satisfies Record<string, Permission>;
export type ChequeIntent = keyof typeof CHEQUE_INTENTS;

export const chequeIntent = (text: string): ChequeIntent | null =>
  Object.hasOwn(CHEQUE_INTENTS, text) ? (text as ChequeIntent) : null;

type Asked = {
  cheque: Instrument;
  fields: [string, string][];
  actor: Actor;
  moment: Moment;
  locale: string;
  colleagues: readonly Custodian[];
};
type Answer = Promise<Result<string, FormRefusal>>;

/** Does what was asked; answers the sentence for the page that follows, or what is wrong and where. */
export function actOnCheque(intent: ChequeIntent, asked: Asked): Answer {
  switch (intent) {
    case 'hand-over':
      return handItOver(asked);
    case 'confirm':
      return confirmIt(asked);
    case 'give-back':
      return giveItBack(asked);
    case 'clear':
      return clearIt(asked);
    case 'return':
      return returnIt(asked);
    case 'follow-up':
      return followItUp(asked);
  }
}

async function handItOver(asked: Asked): Answer {
  const form = parseFields(asked.fields, handOverForm);
  if (!form.ok) return form;
  const custodian = custodianOf(form.value.custodian, asked.colleagues);
  const input = { instrumentId: asked.cheque.id, custodian };
  const done = await inTransaction(staffDb(), (tx) => handOver(tx, asked.actor, input, asked.moment));
  return done.ok ? ok(`${custodian.name} keeps it now.`) : refuse(chequeWords(done.refusal, asked));
}

async function confirmIt(asked: Asked): Answer {
  const input = { instrumentId: asked.cheque.id };
  const done = await inTransaction(staffDb(), (tx) => confirmCheque(tx, asked.actor, input, asked.moment));
  if (!done.ok) return refuse(chequeWords(done.refusal, asked));
  const { paymentNumber, leftMinor } = done.value;
  const rest = leftMinor > 0n ? ` ${shown(money(leftMinor, asked.cheque.currency), asked)} stays on the account.` : '';
  return ok(`It may be banked and is payment ${paymentNumber} from today.${rest}`);
}

async function giveItBack(asked: Asked): Answer {
  const form = parseFields(asked.fields, reasonForm);
  if (!form.ok) return form;
  const input = { instrumentId: asked.cheque.id, reason: form.value.reason };
  const done = await inTransaction(staffDb(), (tx) => giveBack(tx, asked.actor, input, asked.moment));
  return done.ok
    ? ok('It is given back. What it was meant for may be chased again.')
    : refuse(chequeWords(done.refusal, asked));
}

async function clearIt(asked: Asked): Answer {
  const form = parseFields(asked.fields, clearForm);
  if (!form.ok) return form;
  const input = { instrumentIds: [asked.cheque.id], clearedOn: form.value.clearedOn };
  const done = await inTransaction(staffDb(), (tx) => clearCheques(tx, asked.actor, input, asked.moment));
  return done.ok
    ? ok(`It cleared on ${formatDate(input.clearedOn, asked.locale)}.`)
    : refuse(chequeWords(done.refusal, { ...asked, dateField: 'clearedOn' }));
}

async function returnIt(asked: Asked): Answer {
  const form = parseFields(asked.fields, returnForm(asked.cheque.currency));
  if (!form.ok) return form;
  const { returnedOn, returnReason: reason, charge, chargeOn } = form.value;
  const input = { instrumentId: asked.cheque.id, returnedOn, reason, chargeMinor: charge ?? null };
  const done = await inTransaction(staffDb(), (tx) =>
    returnCheque(tx, asked.actor, { ...input, chargeOn: chargeOn && charge !== undefined }, asked.moment),
  );
  if (!done.ok) return refuse(chequeWords(done.refusal, { ...asked, dateField: 'returnedOn' }));
  const { debitNote, takenBack, standing } = done.value;
  const billed = debitNote ? ` ${debitNote.number} bills the charge.` : '';
  const back = takenBack > 0 ? ` ${TAKEN_BACK}` : '';
  const stands = standing > 0 ? ` ${STANDING}` : '';
  return ok(`It is returned. What it paid is open again and the customer is written to.${back}${stands}${billed}`);
}

const TAKEN_BACK = 'Differences named with it, and what it paid in the group, came back too.';
/** A certificate that was collected, a claim somebody decided, credit the receiver gave on. */
const STANDING = 'Something that was settled since stands: look at it on its payment.';

async function followItUp(asked: Asked): Answer {
  const form = parseFields(asked.fields, noteForm);
  if (!form.ok) return form;
  const input = { instrumentId: asked.cheque.id, note: form.value.note };
  const done = await inTransaction(staffDb(), (tx) => followUp(tx, asked.actor, input, asked.moment));
  return done.ok ? ok('Noted.') : refuse(chequeWords(done.refusal, asked));
}

const shown = (amount: Money, { locale }: Asked): string => formatMoney(amount, locale);

import { data } from 'react-router';
import type { StaffRequest } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { type Currency, parseCurrency, parseMoney } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { changePromise, withdrawPromise } from '#app/modules/collections/commands/change-promise.server.ts';
import { makePromise } from '#app/modules/collections/commands/make-promise.server.ts';
import { setReminderGroup } from '#app/modules/collections/commands/set-reminder-group.server.ts';
import { promiseForm, reminderGroupForm } from '#app/modules/collections/forms.ts';
import { listPromises } from '#app/modules/collections/queries/list-promises.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { postedFields } from './posted.server.ts';
import { promiseTrouble } from './promise-words.ts';

type Staff = Pick<StaffRequest, 'actor' | 'moment' | 'company'>;
type Sent = Awaited<ReturnType<typeof postedFields>> & { readonly customerId: string };

const pathOf = (customerId: string) => `/staff/customers/${customerId}/promises`;

/** A promise is written down, moved or taken back, or it is set which reminders a customer gets. */
export async function actOnPromises(
  staff: Staff,
  { customerId, request }: { readonly customerId: string; readonly request: Request },
) {
  const sent: Sent = { ...(await postedFields(request)), customerId };
  if (sent.intent === 'promise') return writeDown(staff, sent);
  if (sent.intent === 'reminders') return setReminders(staff, sent);
  return moveOrWithdraw(staff, sent);
}

function wrong(sent: Sent, errors: Record<string, string[]>, formErrors: string[] = []) {
  const refusal = formRefusal({ fieldErrors: errors, formErrors, values: Object.fromEntries(sent.fields) });
  return data({ ...refusal, intent: sent.intent }, 422);
}

const AMOUNT = 'Enter an amount like 1,240.00.';

function amountIn(text: string, currency: Currency): bigint | null {
  const parsed = parseMoney(text, currency);
  return parsed.ok && parsed.value > 0n ? parsed.value : null;
}

async function writeDown({ actor, moment, company }: Staff, sent: Sent) {
  const form = parseFields(
    sent.fields.filter(([name]) => name !== 'item'),
    promiseForm,
  );
  if (!form.ok) return data({ ...form.refusal, intent: sent.intent }, 422);
  const { source, note } = form.value;
  const currency = parseCurrency(form.value.currency);
  if (!currency) return wrong(sent, { currency: ['Choose the currency.'] });
  const amountMinor = amountIn(form.value.amount, currency);
  const day = parsePlainDate(form.value.promisedOn);
  const errors = {
    ...(amountMinor === null ? { amount: [AMOUNT] } : {}),
    ...(day.ok ? {} : { promisedOn: ['Choose the day.'] }),
  };
  if (amountMinor === null || !day.ok) return wrong(sent, errors);
  const itemIds = sent.fields.flatMap(([name, value]) => (name === 'item' && parseId(value) ? [value] : []));
  const promise = { customerId: sent.customerId, currency, amountMinor, promisedOn: day.value, source, note, itemIds };
  const made = await inTransaction(staffDb(), (tx) => makePromise(tx, actor, promise, moment));
  if (!made.ok) {
    const { field, text } = promiseTrouble(made.refusal, currency, company.locale);
    return field ? wrong(sent, { [field]: [text] }) : wrong(sent, {}, [text]);
  }
  return redirectWithFlash(pathOf(sent.customerId), 'The promise is written down. Money decides what becomes of it.');
}

async function moveOrWithdraw({ actor, moment, company }: Staff, sent: Sent) {
  const promiseId: string = parseId(sent.of('id')) ?? '';
  const asked = { view: 'open', today: moment.today, customerId: sent.customerId, limit: 500 } as const;
  const promise = (await listPromises(staffDb(), asked)).rows.find(({ id }) => id === promiseId);
  if (!promise) return wrong(sent, {}, ['This promise was decided or withdrawn meanwhile. Nothing was changed.']);
  const field = (name: string) => `${name}-${promiseId}`;
  const reason = sent.of(field('reason')).trim();
  if (reason === '') return wrong(sent, { [field('reason')]: ['Say why, in a few words.'] });
  if (sent.intent === 'withdraw') {
    const gone = await inTransaction(staffDb(), (tx) => withdrawPromise(tx, actor, { promiseId, reason }, moment));
    return gone.ok
      ? redirectWithFlash(pathOf(sent.customerId), 'The promise was taken back. Reminders go on.')
      : wrong(sent, {}, [promiseTrouble(gone.refusal, promise.currency, company.locale).text]);
  }
  const amountMinor = amountIn(sent.of(field('amount')), promise.currency);
  const day = parsePlainDate(sent.of(field('promisedOn')));
  if (amountMinor === null) return wrong(sent, { [field('amount')]: [AMOUNT] });
  if (!day.ok) return wrong(sent, { [field('promisedOn')]: ['Choose the day.'] });
  const change = { promiseId, amountMinor, promisedOn: day.value, reason };
  const moved = await inTransaction(staffDb(), (tx) => changePromise(tx, actor, change, moment));
  if (moved.ok) return redirectWithFlash(pathOf(sent.customerId), 'The promise was moved.');
  const trouble = promiseTrouble(moved.refusal, promise.currency, company.locale);
  return trouble.field ? wrong(sent, { [field(trouble.field)]: [trouble.text] }) : wrong(sent, {}, [trouble.text]);
}

async function setReminders({ actor, moment }: Staff, sent: Sent) {
  const form = parseFields(sent.fields, reminderGroupForm);
  if (!form.ok) return data({ ...form.refusal, intent: sent.intent }, 422);
  const { group, reason } = form.value;
  const day = form.value.heldUntil === '' ? null : parsePlainDate(form.value.heldUntil);
  if (day && !day.ok) return wrong(sent, { heldUntil: ['Choose the day, or leave it empty.'] });
  if ((group !== 'standard' || day) && reason === '') return wrong(sent, { reason: ['Say why, in a few words.'] });
  const wanted = { customerId: sent.customerId, group, heldUntil: day ? day.value : null, reason };
  await inTransaction(staffDb(), (tx) => setReminderGroup(tx, actor, wanted, moment));
  return redirectWithFlash(pathOf(sent.customerId), 'Saved. It holds for the next reminders.');
}

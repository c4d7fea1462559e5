import { formatMoney } from '#app/kernel/format-money.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money, parseMoney } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { noteReceipt } from '#app/modules/banking/commands/note-receipt.server.ts';
import type { UnidentifiedReceipt } from '#app/modules/banking/queries/unidentified.server.ts';
import type { UndoIdentificationRefusal } from '#app/modules/banking/types.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import {
  type IdentifyPart,
  type IdentifyPartsRefusal,
  identifyParts,
  takeBackIdentification,
} from '#app/workflows/identify-receipt.server.ts';
import { custodians } from './custodians.server.ts';
import type { postedFields } from './posted.server.ts';

type Sent = Awaited<ReturnType<typeof postedFields>>;
type Who = { readonly actor: Actor; readonly moment: Moment; readonly locale: string };
type Done = Promise<Result<string, FormRefusal>>;

/** A receipt is split over at most so many customers in one form. */
export const PARTS = [1, 2, 3] as const;
const REASON_MAX = 500;

/** One act on a receipt, as its form was sent; answers what was done, in words. */
export function actOnReceipt(receipt: UnidentifiedReceipt, sent: Sent, who: Who): Done {
  if (sent.intent === 'note') return keepNote(receipt, sent, who);
  if (sent.intent === 'identify') return identify(receipt, sent, who);
  if (sent.intent === 'not-theirs') return takeBack(sent, who);
  return Promise.resolve(refuse(formRefusal({ formErrors: ['Reload the page and choose again.'] })));
}

const said = (sent: Sent, fieldErrors: Record<string, string[]>, formErrors: string[] = []) =>
  refuse(formRefusal({ fieldErrors, formErrors, values: Object.fromEntries(sent.fields) }));

async function keepNote(receipt: UnidentifiedReceipt, sent: Sent, { actor, moment }: Who): Done {
  const asked = sent.of('ownerId');
  const owner = asked === '' ? null : (await custodians()).find(({ id }) => id === asked);
  if (owner === undefined) return said(sent, { ownerId: ['Choose a colleague.'] });
  const input = { receiptId: receipt.id, note: sent.of('note'), ownerId: owner?.id ?? null };
  const done = await inTransaction(staffDb(), (tx) => noteReceipt(tx, actor, input, moment));
  if (done.ok) return ok(owner ? `${owner.name} looks for the owner of ${receipt.label}.` : 'The note is kept.');
  return said(sent, {
    note: [done.refusal.code === 'note-too-long' ? 'Use 1,000 characters or fewer.' : 'Write what was found out.'],
  });
}

async function identify(receipt: UnidentifiedReceipt, sent: Sent, who: Who): Done {
  const reason = sent.of('reason').trim();
  if (reason === '' || reason.length > REASON_MAX)
    return said(sent, { reason: [reason === '' ? 'Say how you know whose it is.' : 'Use 500 characters or fewer.'] });
  const parts = await readParts(receipt, sent);
  if (!parts.ok) return parts;
  const input = { receiptId: receipt.id, reason, parts: parts.value };
  const done = await inTransaction(staffDb(), (tx) => identifyParts(tx, who.actor, input, who.moment));
  if (!done.ok) return said(sent, {}, [partWords(done.refusal, receipt, who.locale)]);
  const count = parts.value.length;
  return ok(`${receipt.label} is identified${count > 1 ? ` for ${count} customers` : ''}.`);
}

async function readParts(receipt: UnidentifiedReceipt, sent: Sent): Promise<Result<IdentifyPart[], FormRefusal>> {
  const rows = PARTS.map((no) => ({
    no,
    number: sent.of(`customer${no}`).trim(),
    amount: sent.of(`amount${no}`).trim(),
  }));
  const filled = rows.filter(({ no, number, amount }) => no === 1 || number !== '' || amount !== '');
  const ids = await customerIdsByNumber(
    staffDb(),
    filled.map(({ number }) => number),
  );
  const parts: IdentifyPart[] = [];
  let left = receipt.leftMinor;
  for (const { no, number, amount } of filled) {
    const customerId = ids.get(number);
    if (!customerId) return said(sent, { [`customer${no}`]: ['There is no customer with this number.'] });
    const typed = amount === '' ? { ok: true as const, value: left } : parseMoney(amount, receipt.currency);
    if (!typed.ok || typed.value <= 0n)
      return said(sent, { [`amount${no}`]: ['Write an amount above zero, like 1,234.50.'] });
    left -= typed.value;
    const how = sent.of(`how${no}`) === 'oldest' ? ('oldest-first' as const) : ('none' as const);
    parts.push({ customerId, amountMinor: typed.value, how: { kind: how } });
  }
  return ok(parts);
}

function partWords({ no, refusal }: IdentifyPartsRefusal, { currency }: UnidentifiedReceipt, locale: string): string {
  if (refusal.code === 'more-than-left')
    return `Part ${no} is more than the ${formatMoney(money(refusal.leftMinor, currency), locale)} that is left. Lower its amount.`;
  if (refusal.code === 'nothing-exact') return `Nothing open fits part ${no}. Leave it on the account.`;
  return `Part ${no} could not be set against what is open: something changed meanwhile. Nothing was saved; try again.`;
}

const NOT_THEIRS: Readonly<Record<UndoIdentificationRefusal['code'], string>> = {
  'reason-missing': 'Say why it is not theirs.',
  'unknown-identification': 'This is not there any more. Reload the page.',
  'undone-before': 'Somebody took this back before you. Reload the page.',
  'went-on': 'The money was refunded, moved to another customer or used in another currency since. Undo that first.',
};

async function takeBack(sent: Sent, { actor, moment }: Who): Done {
  const identificationId = parseId(sent.of('identificationId'));
  if (!identificationId) return said(sent, {}, ['Choose which one to take back.']);
  const input = { identificationId, reason: sent.of('backReason').slice(0, REASON_MAX) };
  const done = await inTransaction(staffDb(), (tx) => takeBackIdentification(tx, actor, input, moment));
  if (done.ok) return ok('Taken back: the receipt waits for its owner again.');
  const words = NOT_THEIRS[done.refusal.code];
  return done.refusal.code === 'reason-missing' ? said(sent, { backReason: [words] }) : said(sent, {}, [words]);
}

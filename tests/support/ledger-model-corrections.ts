import { expect } from 'vitest';
import { reinstate } from '#app/modules/adjustments/commands/reinstate.server.ts';
import { writeOff } from '#app/modules/adjustments/commands/write-off.server.ts';
import { reduceItem } from '#app/modules/cash-application/commands/reduce-item.server.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import { issueDebitNote } from '#app/modules/invoicing/commands/issue-debit-note.server.ts';
import { issueDraft } from '#app/modules/invoicing/commands/issue-draft.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { creditAndRebill } from '#app/workflows/cancel-and-rebill.server.ts';
import { after, dayOf, fitsOn, isClosed, pick, room, type Step, settle } from './ledger-model.ts';
import { anInvoice, on } from './people.ts';

/** A credit note that stays on the account: other steps apply it. Never more than the document, whatever was paid. */
export const creditNoteStep =
  (d: number, share: number, later: number): Step =>
  async (model) => {
    const debit = pick(
      model.debits.filter((item) => item.invoiceId),
      d,
    );
    if (!debit) return;
    const day = debit.day + later;
    const grossMinor = (debit.amount * BigInt(share)) / 100n + 1n;
    const credited = model.credited.get(debit.id) ?? 0n;
    const input = {
      ...{
        invoiceId: debit.invoiceId!,
        choice: { kind: 'amount' as const, grossMinor },
        reasonCode: 'price',
        note: '',
      },
      ...{ documentOn: dayOf(model, day), apply: { kind: 'later' as const } },
    };
    const issued = await inTransaction(model.db, (tx) =>
      issueCreditNote(tx, model.maker, input, on(dayOf(model, day))),
    );
    const said = issued.ok ? 'done' : issued.refusal.code;
    expect(issued.ok, `crediting ${grossMinor} after ${credited} of ${debit.amount}: ${said}`).toBe(
      !isClosed(model, day) && credited + grossMinor <= debit.amount,
    );
    if (!issued.ok) return;
    model.credited.set(debit.id, credited + grossMinor);
    model.credits.push({ id: issued.value.openItemId, amount: grossMinor, left: grossMinor, day });
  };

export const debitNoteStep =
  (amount: bigint, day: number): Step =>
  async (model) => {
    const made = anInvoice(model.customerId, amount, { documentOn: dayOf(model, day), dueOn: dayOf(model, day + 30) });
    const input = { ...made, reasonCode: 'price', correctsId: null };
    const issued = await inTransaction(model.db, (tx) => issueDebitNote(tx, model.maker, input, on(dayOf(model, day))));
    expect(issued.ok, 'a debit note').toBe(!isClosed(model, day));
    if (issued.ok) model.debits.push({ id: issued.value.openItemId, amount, left: amount, day });
  };

/** Takes part of what is owed off the books: at once applied, and only where it fits at every date. */
export const writeOffStep =
  (d: number, share: number, later: number): Step =>
  async (model) => {
    const debit = pick(model.debits, d);
    if (!debit) return;
    const day = debit.day + later;
    const amountMinor = (debit.amount * BigInt(share)) / 100n + 1n;
    const input = {
      ...{ itemId: debit.id, amountMinor, reasonCode: 'small', reason: 'model', against: 'expense' as const },
      effectiveOn: dayOf(model, day),
    };
    const fits = !isClosed(model, day) && amountMinor <= debit.left && amountMinor <= room(model, debit, day);
    const done = await inTransaction(model.db, (tx) => writeOff(tx, model.maker, input, on(dayOf(model, day))));
    expect(done.ok, `writing off ${amountMinor}: ${done.ok ? 'done' : done.refusal.code}`).toBe(fits);
    if (!done.ok) return;
    settle(model, debit, { id: done.value.id, amount: amountMinor, day });
    model.writeOffs.push({ id: done.value.id, amount: amountMinor, left: amountMinor, day });
  };

/** Claims part of a write-off again: something to be paid, of its own. */
export const reinstateStep =
  (n: number, share: number, later: number): Step =>
  async (model) => {
    const written = pick(model.writeOffs, n);
    if (!written) return;
    const day = after(written.day, later);
    const amountMinor = (written.amount * BigInt(share)) / 100n + 1n;
    const input = { writeOffId: written.id, amountMinor, reason: 'model', effectiveOn: dayOf(model, day) };
    const done = await inTransaction(model.db, (tx) => reinstate(tx, model.maker, input, on(dayOf(model, day))));
    const fits = !isClosed(model, day) && day >= written.day && amountMinor <= written.left;
    expect(done.ok, `claiming ${amountMinor} of ${written.left} again: ${done.ok ? 'done' : done.refusal.code}`).toBe(
      fits,
    );
    if (!done.ok) return;
    written.left -= amountMinor;
    model.debits.push({ id: done.value.itemId, amount: amountMinor, left: amountMinor, day });
  };

/** Settles part of an invoice by name, and the same amount is claimed as an item of its own. */
export const deductionStep =
  (d: number, share: number, later: number): Step =>
  async (model) => {
    const debit = pick(model.debits, d);
    if (!debit) return;
    const day = after(debit.day, later);
    const amountMinor = (debit.amount * BigInt(share)) / 100n + 1n;
    const input = {
      ...{ kind: 'deduction' as const, itemId: debit.id, amountMinor, code: 'short_delivery', reason: 'model' },
      effectiveOn: dayOf(model, day),
    };
    const fits = fitsOn(model, debit, amountMinor, day);
    const done = await inTransaction(model.db, (tx) => reduceItem(tx, model.maker, input, on(dayOf(model, day))));
    expect(done.ok, `deducting ${amountMinor}: ${done.ok ? 'done' : done.refusal.code}`).toBe(fits);
    if (!done.ok) return;
    settle(model, debit, { id: done.value.reductionId, amount: amountMinor, day });
    model.debits.push({ id: done.value.caseItemId!, amount: amountMinor, left: amountMinor, day });
  };

/** The last day on which something is cancelled, so that what follows it still lies before everything is spent. */
const CANCEL_DAY_MAX = 400;

/** Credits an invoice in full and bills it again: the draft owes nothing until it is issued. */
export const cancelAndRebillStep =
  (d: number, later: number): Step =>
  async (model) => {
    const debit = pick(
      model.debits.filter((item) => item.invoiceId && item.day + later <= CANCEL_DAY_MAX),
      d,
    );
    if (!debit) return;
    const day = debit.day + later;
    const credited = model.credited.get(debit.id) ?? 0n;
    const about = { invoiceId: debit.invoiceId!, choice: { kind: 'whole' as const }, reasonCode: 'price', note: '' };
    const input = { ...about, documentOn: dayOf(model, day), apply: { kind: 'later' as const } };
    const moment = on(dayOf(model, day));
    const done = await inTransaction(model.db, (tx) =>
      creditAndRebill(tx, model.maker, { input, rebill: { customerId: null } }, moment),
    );
    const fits = !isClosed(model, day) && credited < debit.amount;
    expect(done.ok, `cancelling after ${credited} of ${debit.amount}: ${done.ok ? 'done' : done.refusal.code}`).toBe(
      fits,
    );
    if (!done.ok) return;
    const grossMinor = debit.amount - credited;
    model.credited.set(debit.id, debit.amount);
    model.credits.push({ id: done.value.note.openItemId, amount: grossMinor, left: grossMinor, day });
    const draftId = done.value.draftId!;
    const issued = await inTransaction(model.db, (tx) => issueDraft(tx, model.maker, { draftId }, moment));
    if (!issued.ok) throw new Error(`the draft was not issued: ${issued.refusal.code}`);
    const { openItemId, id } = issued.value;
    model.debits.push({ id: openItemId, amount: debit.amount, left: debit.amount, day, invoiceId: id });
  };

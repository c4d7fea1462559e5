import { expect } from 'vitest';
import { startOfMonth } from '#app/kernel/plain-date.ts';
import { writeOff } from '#app/modules/adjustments/commands/write-off.server.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import { issueDebitNote } from '#app/modules/invoicing/commands/issue-debit-note.server.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { dayOf, type Item, isClosed, pick, room, type Step } from './ledger-model.ts';
import { anInvoice, on } from './people.ts';

/** A credit note that stays on the account: other steps apply it. Never more than the document, whatever was paid. */
export const creditNoteStep =
  (d: number, share: number, after: number): Step =>
  async (model) => {
    const debit = pick(
      model.debits.filter((item) => item.invoiceId),
      d,
    );
    if (!debit) return;
    const day = debit.day + after;
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
  (d: number, share: number, after: number): Step =>
  async (model) => {
    const debit = pick(model.debits, d);
    if (!debit) return;
    const day = debit.day + after;
    const amountMinor = (debit.amount * BigInt(share)) / 100n + 1n;
    const input = {
      ...{ itemId: debit.id, amountMinor, reasonCode: 'small', reason: 'model', against: 'expense' as const },
      effectiveOn: dayOf(model, day),
    };
    const fits = !isClosed(model, day) && amountMinor <= debit.left && amountMinor <= room(model, debit, day);
    const done = await inTransaction(model.db, (tx) => writeOff(tx, model.maker, input, on(dayOf(model, day))));
    expect(done.ok, `writing off ${amountMinor}: ${done.ok ? 'done' : done.refusal.code}`).toBe(fits);
    if (!done.ok) return;
    debit.left -= amountMinor;
    const credit: Item = { id: done.value.id, amount: amountMinor, left: 0n, day };
    model.links.push({ id: done.value.id, credit, debit, amount: amountMinor, day, fixed: true });
  };

const DAYS_IN_MONTH_MAX = 31;

/** Closes the month of a day for postings: from then on nothing is dated in it or before it. */
export const closeMonthStep =
  (day: number): Step =>
  async (model) => {
    const monthOn = startOfMonth(dayOf(model, day));
    const isNew = !isClosed(model, day);
    const closed = await inTransaction(model.db, (tx) =>
      closePeriod(tx, model.maker, { kind: 'posting', monthOn }, on(dayOf(model, 900))),
    );
    expect(closed.ok, 'closing a month').toBe(isNew);
    if (!closed.ok) return;
    let first = day;
    for (let step = 0; step < DAYS_IN_MONTH_MAX && startOfMonth(dayOf(model, first)) === monthOn; step += 1) first += 1;
    model.openFrom = first;
  };

import { expect } from 'vitest';
import { addMonthsClamped, daysBetween, type PlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { requestReopening } from '#app/modules/ledger/commands/request-reopening.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { DESK_DAY, dayOf, firstOpen, isClosed, type Model, type Step } from './ledger-model.ts';
import { on, receive } from './people.ts';

const close = (model: Model, monthOn: PlainDate) =>
  inTransaction(model.db, (tx) =>
    closePeriod(tx, model.maker, { kind: 'posting', monthOn }, on(dayOf(model, DESK_DAY))),
  );

/** Closes the month of a day for postings: from then on nothing is dated in it, or before it unless opened again. */
export const closeMonthStep =
  (day: number): Step =>
  async (model) => {
    const monthOn = startOfMonth(dayOf(model, day));
    const isNew = !isClosed(model, day) && [...model.reopened].every((month) => month >= monthOn);
    const closed = await close(model, monthOn);
    expect(closed.ok, `closing ${monthOn}`).toBe(isNew);
    if (!closed.ok) return;
    model.reopened.delete(monthOn);
    const next = daysBetween(dayOf(model, 0), addMonthsClamped(monthOn, 1));
    if (next > model.openFrom) model.openFrom = next;
  };

/** Asks for a closed month to be opened again; another step decides. */
export const reopenStep =
  (day: number): Step =>
  async (model) => {
    const monthOn = startOfMonth(dayOf(model, day));
    const what = `open ${monthOn}`;
    const input = { kind: 'posting' as const, monthOn, reason: 'model' };
    const asked = await inTransaction(model.db, (tx) =>
      requestReopening(tx, model.maker, input, on(dayOf(model, DESK_DAY))),
    );
    const isAsked = model.waiting.some((one) => one.what === what);
    expect(asked.ok, what).toBe(isClosed(model, day) && !isAsked);
    if (!asked.ok) return;
    model.waiting.push({
      ...{ approvalId: asked.value.approvalId, what, fits: () => true },
      done: () => void model.reopened.add(monthOn),
    });
  };

/** Money that came on a day that is closed by now: it counts on the first open day after it. */
export const lateReceiptStep =
  (amount: bigint, day: number): Step =>
  async (model) => {
    const payment = await receive(model.db, model.customerId, amount, dayOf(model, day), { whenClosed: 'move' });
    const counts = firstOpen(model, day);
    const rows = await model.db
      .selectFrom('payments')
      .select(['received_on', 'value_on'])
      .where('id', '=', payment.id)
      .execute();
    expect(rows).toEqual([{ received_on: dayOf(model, counts), value_on: dayOf(model, day) }]);
    model.credits.push({ id: payment.openItemId, amount, left: amount, day: counts, paymentId: payment.id });
  };

/** Histories share a calendar, and a month left open would keep later ones from closing theirs. */
export async function closeWhatWasOpened(model: Model): Promise<void> {
  for (const monthOn of [...model.reopened].sort()) await close(model, monthOn);
}

import { expect } from 'vitest';
import { askRefund } from '#app/modules/adjustments/commands/ask-refund.server.ts';
import { askWriteOff } from '#app/modules/adjustments/commands/ask-write-off.server.ts';
import { type StepInput, stepRefund } from '#app/modules/adjustments/commands/step-refund.server.ts';
import { withdrawApproval } from '#app/modules/approvals/commands/withdraw-approval.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { after, DESK_DAY, dayOf, firstOpen, fitsOn, type Model, pick, type Step, settle } from './ledger-model.ts';
import { on } from './people.ts';

const desk = (model: Model) => on(dayOf(model, DESK_DAY));

/** Asks for part of what is owed to be taken off the books. Nothing is posted before somebody else decides. */
export const askWriteOffStep =
  (d: number, share: number, later: number): Step =>
  async (model) => {
    const debit = pick(model.debits, d);
    if (!debit) return;
    const day = after(debit.day, later);
    const amountMinor = (debit.amount * BigInt(share)) / 100n + 1n;
    const about = { itemId: debit.id, amountMinor, reasonCode: 'small', reason: 'model', against: 'expense' as const };
    const input = { ...about, effectiveOn: dayOf(model, day) };
    const asked = await inTransaction(model.db, (tx) => askWriteOff(tx, model.asker, input, desk(model)));
    expect(asked.ok, `asking to write off ${amountMinor} of ${debit.left}`).toBe(amountMinor <= debit.left);
    if (!asked.ok) return;
    if (asked.value.state === 'done') throw new Error('who asks does nothing alone');
    const { approvalId } = asked.value;
    model.waiting.push({
      ...{ approvalId, what: `write off ${amountMinor}` },
      fits: () => fitsOn(model, debit, amountMinor, firstOpen(model, day)),
      done: async () => {
        const { id } = await model.db
          .selectFrom('write_offs')
          .select('id')
          .where('approval_id', '=', approvalId)
          .executeTakeFirstOrThrow();
        const madeOn = firstOpen(model, day);
        settle(model, debit, { id, amount: amountMinor, day: madeOn });
        model.writeOffs.push({ id, amount: amountMinor, left: amountMinor, day: madeOn });
      },
    });
  };

/** Asks for part of a credit to be given back by bank. */
export const askRefundStep =
  (c: number, share: number, later: number): Step =>
  async (model) => {
    const credit = pick(model.credits, c);
    if (!credit) return;
    const day = after(credit.day, later);
    const amountMinor = (credit.amount * BigInt(share)) / 100n + 1n;
    const about = { creditItemId: credit.id, amountMinor, method: 'bank' as const, bankAccountId: model.bankAccountId };
    const input = { ...about, reasonCode: 'overpaid', reason: 'model', effectiveOn: dayOf(model, day) };
    const asked = await inTransaction(model.db, (tx) => askRefund(tx, model.asker, input, desk(model)));
    expect(asked.ok, `asking to give back ${amountMinor} of ${credit.left}`).toBe(amountMinor <= credit.left);
    if (!asked.ok) return;
    if (asked.value.state === 'done') throw new Error('a refund is never done alone');
    const { approvalId } = asked.value;
    model.waiting.push({
      ...{ approvalId, what: `give back ${amountMinor}` },
      // A payment that came back meanwhile is no credit any more.
      fits: () => model.credits.includes(credit) && fitsOn(model, credit, amountMinor, firstOpen(model, day)),
      done: async () => {
        const { id, debit_item_id } = await model.db
          .selectFrom('refunds')
          .select(['id', 'debit_item_id'])
          .where('approval_id', '=', approvalId)
          .executeTakeFirstOrThrow();
        const madeOn = firstOpen(model, day);
        settle(model, credit, { id: debit_item_id, amount: amountMinor, day: madeOn });
        model.refunds.push({ id, amount: amountMinor, day: madeOn, step: 'approved' });
      },
    });
  };

/** Decides what waits: approved it is done at once or not decided at all, sent back it is gone. */
export const decideStep =
  (n: number, decision: 'approve' | 'send-back' | 'withdraw'): Step =>
  async (model) => {
    const asked = pick(model.waiting, n);
    if (!asked) return;
    const { approvalId, what } = asked;
    if (decision === 'withdraw') {
      const by = what.startsWith('open') ? model.maker : model.asker;
      const done = await inTransaction(model.db, (tx) =>
        withdrawApproval(tx, by, { approvalId, note: '' }, desk(model)),
      );
      expect(done.ok, `withdrawing: ${what}`).toBe(true);
    } else {
      const input = { approvalId, decision, note: decision === 'approve' ? '' : 'not now' };
      const fits = decision === 'send-back' || asked.fits();
      const done = await inTransaction(model.db, (tx) => decideAndDo(tx, model.decider, input, desk(model)));
      expect(done.ok, `${decision}: ${what}: ${done.ok ? 'done' : JSON.stringify(done.refusal)}`).toBe(fits);
      if (!done.ok) return;
      if (decision === 'approve') await asked.done();
    }
    model.waiting.splice(model.waiting.indexOf(asked), 1);
  };

const NEXT: Record<StepInput['step'], readonly string[]> = {
  sent: [],
  accepted: [],
  paid: ['sent'],
  failed: ['sent', 'paid'],
  cancelled: ['approved'],
};

/** Takes a refund by bank one step on. What ends without money having gone comes back as a credit of its own. */
export const stepRefundStep =
  (n: number, step: StepInput['step'], day: number): Step =>
  async (model) => {
    const refund = pick(model.refunds, n);
    if (!refund) return;
    const done = await inTransaction(model.db, (tx) =>
      stepRefund(tx, model.maker, { refundId: refund.id, step, reason: 'model' }, on(dayOf(model, day))),
    );
    expect(done.ok, `${step} after ${refund.step}`).toBe(NEXT[step].includes(refund.step));
    if (!done.ok) return;
    if (step === 'paid') {
      refund.step = 'paid';
      return;
    }
    refund.step = 'ended';
    const event = await model.db
      .selectFrom('refund_events')
      .select(['credit_item_id', 'effective_on'])
      .where('refund_id', '=', refund.id)
      .where('kind', '=', step)
      .executeTakeFirstOrThrow();
    const countsOn = firstOpen(model, Math.max(day, refund.day));
    expect(event.effective_on).toBe(dayOf(model, countsOn));
    model.credits.push({ id: event.credit_item_id!, amount: refund.amount, left: refund.amount, day: countsOn });
  };

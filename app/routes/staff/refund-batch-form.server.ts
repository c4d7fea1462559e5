import { parseId } from '#app/kernel/ids.ts';
import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { askRefundBatch } from '#app/modules/adjustments/commands/ask-refund-batch.server.ts';
import { stepRefund } from '#app/modules/adjustments/commands/step-refund.server.ts';
import { batchFields } from '#app/modules/adjustments/forms.ts';
import { refundBatches } from '#app/modules/adjustments/queries/refund-batches.server.ts';
import type { RefundBatchId, RefundId, RefundStepRefusal } from '#app/modules/adjustments/types.ts';
import { doOnce } from '#app/modules/audit/commands/do-once.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { tellRefund } from '#app/workflows/tell-refund.server.ts';
import { adjustmentRefusal } from './adjustment-form.server.ts';

type Posted = {
  readonly fields: [string, string][];
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
};

/** Asks for the file of the ticked refunds, once per form; answers what to tell. */
export async function askForFile(posted: Posted): Promise<Result<string, FormRefusal>> {
  const { fields, actor, moment } = posted;
  const values = Object.fromEntries(fields);
  const form = parseFields(
    fields.filter(([name]) => name !== 'refunds'),
    batchFields,
  );
  if (!form.ok) return refuse({ ...form.refusal, values });
  const currency = parseCurrency(values.currency ?? '');
  if (!currency) return refuse(formRefusal({ formErrors: ['Reload the page and try again.'], values }));
  const refundIds = fields.flatMap(([name, value]) => {
    const id = name === 'refunds' ? parseId<RefundId>(value) : null;
    return id ? [id] : [];
  });
  const { once, executeOn } = form.value;
  const input = { currency: currency as Currency, refundIds, executeOn };
  const done = await inTransaction(staffDb(), (tx) =>
    doOnce<{ told: string }, Parameters<typeof adjustmentRefusal>[0]>(
      tx,
      { scope: `refund-file:${actor.id}`, key: once, input },
      moment,
      async () => {
        const asked = await askRefundBatch(tx, actor, input, moment);
        if (!asked.ok) return asked;
        if (asked.value.state === 'waiting') return ok({ told: 'Asked for. The file waits for a second person.' });
        for (const refundId of asked.value.refundIds) await tellRefund(tx, refundId, 'refund_sent', moment);
        return ok({ told: `${asked.value.number} is ready to hand to the bank.` });
      },
    ),
  );
  return done.ok ? ok(done.value.told) : refuse(adjustmentRefusal(done.refusal, { ...posted, currency }));
}

/** The bank has paid a file: every refund in it that is still on its way is paid. Answers what to tell. */
export async function markFilePaid(posted: Posted, batchId: RefundBatchId): Promise<Result<string, FormRefusal>> {
  const { actor, moment } = posted;
  const [batch] = await refundBatches(staffDb(), { id: batchId });
  const sent = batch?.refunds.filter((row) => row.step === 'sent') ?? [];
  if (!batch || sent.length === 0)
    return refuse(formRefusal({ formErrors: ['Nothing in this file is on its way any more. Nothing was changed.'] }));
  const paid = await inTransaction<void, RefundStepRefusal>(staffDb(), async (tx) => {
    for (const { id } of sent) {
      const stepped = await stepRefund(tx, actor, { refundId: id, step: 'paid' }, moment);
      if (!stepped.ok) return stepped;
      await tellRefund(tx, id, 'refund_paid', moment);
    }
    return ok();
  });
  if (!paid.ok) return refuse(adjustmentRefusal(paid.refusal, { ...posted, currency: batch.currency }));
  return ok(`${batch.number} is paid: ${sent.length === 1 ? '1 refund' : `${sent.length} refunds`}.`);
}

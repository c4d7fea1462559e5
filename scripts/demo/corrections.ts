import { AssertionBroken } from '#app/kernel/assert.ts';
import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { CreditNoteInput } from '#app/modules/invoicing/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { creditAndRebill } from '#app/workflows/cancel-and-rebill.server.ts';
import { debitAndDeliver } from '#app/workflows/debit-and-deliver.server.ts';
import { issueAndDeliver } from '#app/workflows/issue-and-deliver.server.ts';

/** Small enough for a manager to credit alone, in minor units of any currency of the demo. */
const GROSS_MAX = 400_000n;

/**
 * What was put right in the demo: one line of an invoice credited, an amount credited that waits on the account, an
 * invoice cancelled and billed again, and a debit note; nothing of the customer `butOf`, whose account stays as billed and
 * paid. Left out where an older data folder has no manager.
 */
export async function demoCorrections(tx: Tx, { butOf }: { butOf: string }, moment: Moment): Promise<void> {
  const user = await tx
    .selectFrom('users')
    .select(['id', 'name'])
    .where('role', '=', 'manager')
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!user) return;
  const manager: Actor = { kind: 'staff', id: user.id, name: user.name, requestId: null, role: 'manager' };
  const [byLine, byAmount, wrong] = await newestBut(tx, butOf);
  const credit = (invoiceId: string, said: Pick<CreditNoteInput, 'choice' | 'apply' | 'reasonCode' | 'note'>) => ({
    ...{ invoiceId, documentOn: moment.today, ...said },
  });
  if (byLine)
    await must(
      creditAndRebill(
        tx,
        manager,
        {
          input: credit(byLine.id, {
            ...{ choice: { kind: 'lines', lines: [{ lineNo: 1 }] }, apply: { kind: 'corrected-first' } },
            ...{ reasonCode: 'not_delivered', note: 'The load of the first ticket went back to us.' },
          }),
          rebill: null,
        },
        moment,
      ),
    );
  if (byAmount)
    await must(
      creditAndRebill(
        tx,
        manager,
        {
          input: credit(byAmount.id, {
            ...{ choice: { kind: 'amount', grossMinor: 4_000n }, apply: { kind: 'later' } },
            ...{ reasonCode: 'goodwill', note: 'For the delay at the gate.' },
          }),
          rebill: null,
        },
        moment,
      ),
    );
  if (wrong) await cancelAndRebill(tx, manager, credit(wrong.id, CANCELLED), moment);
  if (byLine) await debit(tx, manager, byLine, moment);
}

const CANCELLED: Pick<CreditNoteInput, 'choice' | 'apply' | 'reasonCode' | 'note'> = {
  ...{ choice: { kind: 'whole' }, apply: { kind: 'corrected-first' } },
  ...{ reasonCode: 'cancellation', note: 'Billed with the wrong order number.' },
};

async function cancelAndRebill(tx: Tx, manager: Actor, input: CreditNoteInput, moment: Moment): Promise<void> {
  const { draftId } = await must(creditAndRebill(tx, manager, { input, rebill: { customerId: null } }, moment));
  await must(issueAndDeliver(tx, manager, { draftId: draftId ?? '' }, moment));
}

async function debit(
  tx: Tx,
  manager: Actor,
  of: Awaited<ReturnType<typeof newestBut>>[number],
  moment: Moment,
): Promise<void> {
  const line = {
    ...{ description: 'Waiting time at the gate', quantity: decimal('2'), unit: 'h', unitPrice: decimal('45') },
    ...{ taxCode: of.tax, accountCode: '4000' },
  };
  const input = {
    ...{ customerId: of.customer_id, currency: currency(of.currency), reasonCode: 'missed', correctsId: of.id },
    ...{
      documentOn: moment.today,
      dueOn: addDays(moment.today, 30),
      poNumber: '7700',
      note: '',
      title: 'Waiting time',
    },
    lines: [line],
  };
  await must(debitAndDeliver(tx, manager, { once: newId<never>() as string, input }, moment));
}

/** Invoices of more than one line, nothing of them settled, newest first. */
async function newestBut(tx: Tx, customerId: string) {
  return tx
    .selectFrom('invoices as v')
    .innerJoin('open_items as i', 'i.id', 'v.open_item_id')
    .innerJoin('invoice_lines as second', (join) =>
      join.onRef('second.invoice_id', '=', 'v.id').on('second.line_no', '=', 2),
    )
    .select(['v.id', 'v.customer_id', 'v.currency', 'second.tax_code as tax'])
    .where('v.customer_id', '!=', customerId)
    .where('v.currency', '=', 'GBP')
    .where('v.gross_minor', '<', GROSS_MAX)
    .whereRef('i.residual_minor', '=', 'i.amount_minor')
    .orderBy('v.series_no', 'desc')
    .limit(3)
    .execute();
}

async function must<Value, Refusal>(result: Promise<Result<Value, Refusal>>): Promise<Value> {
  const answer = await result;
  if (answer.ok) return answer.value;
  throw new AssertionBroken(
    `the demo's corrections were refused: ${JSON.stringify(answer.refusal, (_, value) => (typeof value === 'bigint' ? `${value}` : value))}`,
  );
}

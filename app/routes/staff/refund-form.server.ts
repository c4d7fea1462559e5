import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { askRefund } from '#app/modules/adjustments/commands/ask-refund.server.ts';
import { refundFields } from '#app/modules/adjustments/forms.ts';
import type { CreditToRefund, RefundInput } from '#app/modules/adjustments/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { balanceOf } from '#app/modules/ledger/queries/balance-of.server.ts';
import { amountField } from '#app/modules/payments/forms.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inPreview } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, parseFields } from '#app/platform/http/form.server.ts';
import type { Effect } from './adjustment-effect.tsx';
import { adjustmentRefusal, askOnce, ruleFor } from './adjustment-form.server.ts';
import { ACCOUNT_NAMES } from './write-off-form.server.ts';

export type PostedRefund = {
  readonly fields: [string, string][];
  readonly credit: CreditToRefund;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
};

function read({ fields, credit }: PostedRefund): Result<{ input: RefundInput; once: string }, FormRefusal> {
  const form = parseFields(fields, refundFields.extend({ amount: amountField(credit.currency) }));
  if (!form.ok) return refuse({ ...form.refusal, values: Object.fromEntries(fields) });
  const { once, amount, ...said } = form.value;
  const bankAccountId = said.method === 'bank' ? (credit.bankAccount?.id ?? null) : null;
  return ok({ once, input: { ...said, bankAccountId, creditItemId: credit.itemId, amountMinor: amount } });
}

/** Says what it would do: the real command, rolled back; with the rule that sends it to a second person. */
export async function checkRefund(posted: PostedRefund): Promise<Result<Effect, FormRefusal>> {
  const asked = read(posted);
  if (!asked.ok) return asked;
  const { credit, actor, moment } = posted;
  const { input } = asked.value;
  const done = await inPreview(staffDb(), (tx) => askRefund(tx, actor, input, moment));
  if (!done.ok) return refuse(adjustmentRefusal(done.refusal, { ...posted, currency: credit.currency }));
  const balanceMinor = await balanceOf(staffDb(), credit);
  return ok({
    currency: credit.currency,
    lines: [
      { account: '1100', name: ACCOUNT_NAMES['1100']!, minor: input.amountMinor },
      { account: '2300', name: ACCOUNT_NAMES['2300']!, minor: -input.amountMinor },
    ],
    balanceMinor,
    balanceAfterMinor: balanceMinor + input.amountMinor,
    rule: done.value.state === 'done' ? null : await ruleFor('refund', { actor, baseMinor: input.amountMinor }),
  });
}

/** Gives back, or asks for a second person. */
export async function doRefund(posted: PostedRefund) {
  const asked = read(posted);
  if (!asked.ok) return asked;
  const { actor, moment, credit } = posted;
  const { input, once } = asked.value;
  const done = await askOnce(actor, { kind: 'refund', once, input }, moment, (tx) =>
    askRefund(tx, actor, input, moment),
  );
  return done.ok ? done : refuse(adjustmentRefusal(done.refusal, { ...posted, currency: credit.currency }));
}

import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { askWriteOff } from '#app/modules/adjustments/commands/ask-write-off.server.ts';
import { writeOffFields } from '#app/modules/adjustments/forms.ts';
import { type ItemToWriteOff, WRITE_OFF_ACCOUNTS, type WriteOffInput } from '#app/modules/adjustments/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { balanceOf } from '#app/modules/ledger/queries/balance-of.server.ts';
import { amountField } from '#app/modules/payments/forms.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inPreview } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, parseFields } from '#app/platform/http/form.server.ts';
import type { Effect } from './adjustment-effect.tsx';
import { adjustmentRefusal, askOnce, ruleFor } from './adjustment-form.server.ts';

export type PostedWriteOff = {
  readonly fields: [string, string][];
  readonly item: ItemToWriteOff;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
};

export const ACCOUNT_NAMES: Readonly<Record<string, string>> = {
  '6100': 'Credit losses',
  '1190': 'Loss allowance',
  '1100': 'Receivables',
  '2300': 'Refunds payable',
};

function read({ fields, item }: PostedWriteOff): Result<{ input: WriteOffInput; once: string }, FormRefusal> {
  const form = parseFields(fields, writeOffFields.extend({ amount: amountField(item.currency) }));
  if (!form.ok) return refuse({ ...form.refusal, values: Object.fromEntries(fields) });
  const { once, amount, ...said } = form.value;
  return ok({ once, input: { ...said, itemId: item.itemId, amountMinor: amount } });
}

/** Says what it would do: the real command, rolled back; where a second person decides, with the rule that says so. */
export async function checkWriteOff(posted: PostedWriteOff): Promise<Result<Effect, FormRefusal>> {
  const asked = read(posted);
  if (!asked.ok) return asked;
  const { item, actor, moment } = posted;
  const { input } = asked.value;
  const balanceMinor = await balanceOf(staffDb(), item);
  const done = await inPreview(staffDb(), async (tx) => {
    const answer = await askWriteOff(tx, actor, input, moment);
    if (!answer.ok) return answer;
    const isDone = answer.value.state === 'done';
    return ok({ isDone, balanceAfterMinor: isDone ? await balanceOf(tx, item) : balanceMinor - input.amountMinor });
  });
  if (!done.ok) return refuse(adjustmentRefusal(done.refusal, { ...posted, currency: item.currency }));
  const account = WRITE_OFF_ACCOUNTS[input.against];
  return ok({
    currency: item.currency,
    lines: [
      { account, name: ACCOUNT_NAMES[account]!, minor: input.amountMinor },
      { account: '1100', name: ACCOUNT_NAMES['1100']!, minor: -input.amountMinor },
    ],
    balanceMinor,
    balanceAfterMinor: done.value.balanceAfterMinor,
    // Without an amount the rule of the kind is answered whole; the preview has said already that it does not suffice.
    rule: done.value.isDone ? null : await ruleFor('write_off', { actor, baseMinor: input.amountMinor }),
  });
}

/** Writes off, or asks for a second person. */
export async function doWriteOff(posted: PostedWriteOff) {
  const asked = read(posted);
  if (!asked.ok) return asked;
  const { actor, moment, item } = posted;
  const { input, once } = asked.value;
  const done = await askOnce(actor, { kind: 'write-off', once, input }, moment, (tx) =>
    askWriteOff(tx, actor, input, moment),
  );
  return done.ok ? done : refuse(adjustmentRefusal(done.refusal, { ...posted, currency: item.currency }));
}

import { formatMoney } from '#app/kernel/format-money.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { transferCredit } from '#app/modules/cash-application/commands/transfer-credit.server.ts';
import type { TransferRefusal } from '#app/modules/cash-application/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { balancesOf } from '#app/modules/customers/queries/list-customers.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import { amountField } from '#app/modules/payments/forms.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inPreview, inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import type { OpenCredit } from './credit-at.server.ts';
import type { postedFields } from './posted.server.ts';

type Posted = {
  readonly credit: OpenCredit;
  readonly sent: Awaited<ReturnType<typeof postedFields>>;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
};
type Asked = { readonly toCustomerId: CustomerId; readonly amountMinor: bigint; readonly reason: string };
/** Balances in the credit's currency, minor units; what a customer owes is above zero. */
export type TransferEffect = {
  readonly movedMinor: bigint;
  readonly leftMinor: bigint;
  readonly from: readonly [bigint, bigint];
  readonly to: readonly [bigint, bigint];
  readonly toName: string;
};

const REASON_MAX = 500;

/** Moves it; answers whose it is now. */
export async function transferPosted(posted: Posted): Promise<Result<CustomerId, FormRefusal>> {
  const asked = read(posted);
  if (!asked.ok) return asked;
  const done = await inTransaction(staffDb(), (tx) => move(tx, posted, asked.value));
  return done.ok ? ok(asked.value.toCustomerId) : refuse(words(done.refusal, posted));
}

/** Says what it would do: the same command, rolled back. */
export async function previewTransfer(posted: Posted): Promise<Result<TransferEffect, FormRefusal>> {
  const asked = read(posted);
  if (!asked.ok) return asked;
  const { credit } = posted;
  const { toCustomerId, amountMinor } = asked.value;
  const done = await inPreview<TransferEffect, TransferRefusal>(staffDb(), async (tx) => {
    const before = await balances(tx, posted, toCustomerId);
    const moved = await move(tx, posted, asked.value);
    if (!moved.ok) return moved;
    const after = await balances(tx, posted, toCustomerId);
    const to = await getCustomer(tx, toCustomerId);
    return ok({
      ...{ movedMinor: amountMinor, leftMinor: credit.residualMinor - amountMinor, toName: to?.name ?? '' },
      ...{ from: [before.from, after.from], to: [before.to, after.to] },
    });
  });
  return done.ok ? done : refuse(words(done.refusal, posted));
}

async function move(tx: Tx, { credit, actor, moment }: Posted, asked: Asked) {
  const effectiveOn = await firstOpenDay(tx, ['posting'], moment.today);
  return transferCredit(tx, actor, { creditItemId: credit.id, ...asked, effectiveOn }, moment);
}

async function balances(tx: Tx, { credit, moment }: Posted, toCustomerId: string) {
  const found = await balancesOf(tx, { customerIds: [credit.customerId, toCustomerId], today: moment.today });
  const of = (id: string) =>
    found.get(id)?.find((row) => row.balance.currency === credit.currency)?.balance.minor ?? 0n;
  return { from: of(credit.customerId), to: of(toCustomerId) };
}

function read({ credit, sent }: Posted): Result<Asked, FormRefusal> {
  const toCustomerId = parseId<CustomerId>(sent.of('toCustomerId'));
  const amount = amountField(credit.currency).safeParse(sent.of('amount'));
  const reason = sent.of('reason').trim();
  const fieldErrors: Record<string, string[]> = {
    ...(toCustomerId ? {} : { toCustomerId: ['Choose who gets the credit.'] }),
    ...(amount.success ? {} : { amount: [amount.error.issues[0]?.message ?? ''] }),
    ...(reason.length > REASON_MAX ? { reason: [`Use ${REASON_MAX} characters or fewer.`] } : {}),
  };
  if (!toCustomerId || !amount.success || reason.length > REASON_MAX)
    return refuse(formRefusal({ fieldErrors, values: Object.fromEntries(sent.fields) }));
  return ok({ toCustomerId, amountMinor: amount.data, reason });
}

function words(refusal: TransferRefusal, { credit, sent, locale }: Posted): FormRefusal {
  const values = Object.fromEntries(sent.fields);
  const at = (name: string, text: string) => formRefusal({ fieldErrors: { [name]: [text] }, values });
  switch (refusal.code) {
    case 'same-customer':
      return at('toCustomerId', 'It is this customer’s already. Choose another.');
    case 'not-in-group':
      return at('toCustomerId', `${refusal.name || 'This customer'} is not in this group. Choose another.`);
    case 'amount-not-positive':
      return at('amount', 'Enter an amount above zero.');
    case 'more-than-left':
      return at(
        'amount',
        `Only ${formatMoney(money(refusal.leftMinor, credit.currency), locale)} is left. Lower the amount.`,
      );
    case 'period-closed':
      return formRefusal({ formErrors: [periodClosedText(refusal, locale)], values });
    case 'over-application':
      return formRefusal({
        formErrors: ['On that day it was still used for something that was undone later. Choose a later day.'],
        values,
      });
    case 'unknown-credit':
      return formRefusal({ formErrors: ['This is not there any more. Reload the page.'], values });
  }
}

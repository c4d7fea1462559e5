import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money, parseMoney } from '#app/kernel/money.ts';
import { later } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { convertCredit } from '#app/modules/currencies/commands/convert-credit.server.ts';
import type { ConversionRefusal } from '#app/modules/currencies/types.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import { amountField } from '#app/modules/payments/forms.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import type { OpenCredit } from './credit-at.server.ts';
import type { postedFields } from './posted.server.ts';

type Posted = {
  readonly credit: OpenCredit;
  readonly toCurrency: Currency;
  readonly sent: Awaited<ReturnType<typeof postedFields>>;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
};

/** The amount typed, for working out what it is worth; null while it is none. */
export function typedAmount({ credit, sent }: Pick<Posted, 'credit' | 'sent'>): bigint | null {
  const parsed = parseMoney(sent.of('amount'), credit.currency);
  return parsed.ok && parsed.value > 0n ? parsed.value : null;
}

/** Uses the credit in the other currency; answers the credit item it became. */
export async function convertPosted(posted: Posted): Promise<Result<string, FormRefusal>> {
  const { credit, toCurrency, sent, actor, moment } = posted;
  const [amount, toAmount] = [
    amountField(credit.currency).safeParse(sent.of('amount')),
    amountField(toCurrency).safeParse(sent.of('toAmount')),
  ];
  if (!amount.success || !toAmount.success) {
    const said = (name: string, parsed: typeof amount) =>
      parsed.success ? {} : { [name]: [parsed.error.issues[0]?.message ?? ''] };
    const fieldErrors = { ...said('amount', amount), ...said('toAmount', toAmount) };
    return refuse(formRefusal({ fieldErrors, values: Object.fromEntries(sent.fields) }));
  }
  const done = await inTransaction(staffDb(), async (tx) => {
    const effectiveOn = later(await firstOpenDay(tx, ['posting'], moment.today), credit.effectiveOn);
    return convertCredit(tx, actor, {
      ...{ creditItemId: credit.id, amountMinor: amount.data, toCurrency, toAmountMinor: toAmount.data, effectiveOn },
    });
  });
  return done.ok ? ok(done.value.creditItemId) : refuse(words(done.refusal, posted));
}

function words(refusal: ConversionRefusal, { credit, sent, locale }: Posted): FormRefusal {
  const values = Object.fromEntries(sent.fields);
  const above = (text: string) => formRefusal({ formErrors: [text], values });
  switch (refusal.code) {
    case 'over-residual': {
      const left = formatMoney(money(refusal.residualMinor, credit.currency), locale);
      return formRefusal({ fieldErrors: { amount: [`Only ${left} is left. Lower the amount.`] }, values });
    }
    case 'amount-not-positive':
      return formRefusal({ fieldErrors: { amount: ['Enter an amount above zero.'] }, values });
    case 'before-item':
      return above(`The credit counts from ${formatDate(refusal.earliestOn, locale)}. Use it from that day.`);
    case 'same-currency':
      return above('It is in this currency already. Choose another.');
    case 'period-closed':
      return above(periodClosedText(refusal, locale));
    case 'over-application':
      return above('On that day it was still used for something that was undone later. Choose a later day.');
    case 'unknown-item':
    case 'not-a-credit':
      return above('This is not there any more. Reload the page.');
  }
}

import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import type { HowToApply } from '#app/modules/cash-application/types.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { countsOnText } from './counts-on.ts';
import { chosenAmounts } from './payment-receive.server.ts';
import { paymentWords } from './payment-words.server.ts';

type Posted = {
  readonly creditItemId: string;
  readonly currency: Currency;
  readonly fields: [string, string][];
  readonly intent: string;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
};

const only = (text: string) => refuse(formRefusal({ formErrors: [text] }));

/** Sets a credit item (a payment, a credit note) against open items as the form says; answers what was done, in words. */
export async function applyPosted(posted: Posted): Promise<Result<string, FormRefusal>> {
  const { creditItemId, currency, fields, intent, actor, moment, locale } = posted;
  const chosen = intent === 'chosen' ? chosenAmounts(fields, currency) : null;
  if (chosen && !chosen.ok) return chosen;
  if (chosen?.ok && chosen.value.allocations.length === 0)
    return only('Type an amount beside what it pays, or let the oldest be paid first.');
  const how: HowToApply = chosen?.ok ? chosen.value : { kind: intent === 'exact' ? 'exact' : 'oldest-first' };
  const applied = await inTransaction(staffDb(), async (tx) => {
    // Nobody typed a date here, so in a closed month it is the first open day, and the message says so.
    const countsOn = await firstOpenDay(tx, ['posting'], moment.today);
    const done = await applyPayment(tx, actor, { creditItemId, how, effectiveOn: countsOn });
    return done.ok ? ok({ ...done.value, countsOn }) : done;
  });
  if (!applied.ok) {
    const words = paymentWords(applied.refusal, { fields, currency, locale });
    // Such a page has no field for the whole, the way or the day: what is said there is said above.
    const { amount = [], how: way = [], receivedOn: day = [], ...cells } = words.fieldErrors;
    return refuse({ ...words, fieldErrors: cells, formErrors: [...words.formErrors, ...amount, ...way, ...day] });
  }
  if (applied.value.appliedMinor === 0n) return only('There was nothing to apply it to. It stays on the account.');
  const left = formatMoney(money(applied.value.leftMinor, currency), locale);
  return ok(`Applied. ${left} of it is left on the account.${countsOnText(applied.value.countsOn, moment, locale)}`);
}

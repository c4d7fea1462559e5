import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { HowToApply } from '#app/modules/cash-application/types.ts';
import type { Company } from '#app/modules/company/types.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import {
  type NamedRest,
  type Settled,
  type SettleRefusal,
  settleAndName,
} from '#app/workflows/settle-and-name.server.ts';
import { countsOnText } from './counts-on.ts';
import { chosenAmounts } from './payment-receive.server.ts';
import { isFilling } from './split-names.ts';
import { filledForm, namedRests } from './split-read.server.ts';
import { splitWords } from './split-words.server.ts';

type Posted = {
  readonly credit: {
    readonly itemId: string;
    readonly customerId: string;
    readonly currency: Currency;
    /** What there is to apply, minor units. */
    readonly leftMinor: bigint;
    readonly payment?: { readonly id: string; readonly valueOn: PlainDate };
  };
  readonly fields: [string, string][];
  readonly intent: string;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly company: Company;
};
/** Words of what was done, or the form filled in and shown again. */
type Done = { readonly said: string } | { readonly filled: Record<string, string> };

const only = (text: string, fields: [string, string][]) =>
  refuse(formRefusal({ formErrors: [text], values: Object.fromEntries(fields) }));

/** Sets a credit item (a payment, a credit note) against open items as the form says, or fills the form in. */
export async function applyPosted(posted: Posted): Promise<Result<Done, FormRefusal>> {
  const { credit, fields, intent, company } = posted;
  if (isFilling(intent)) {
    const filled = await filledForm({ ...credit, fields, intent, company, totalMinor: credit.leftMinor });
    return filled.ok ? ok({ filled: filled.value }) : filled;
  }
  const asked = read(posted);
  if (!asked.ok) return asked;
  const done = await settle(posted, asked.value);
  if (!done.ok) return refuse(wordsAbove(done.refusal, posted));
  const { appliedMinor, leftMinor, clearedMinor, countsOn } = done.value;
  if (appliedMinor === 0n && clearedMinor === 0n && asked.value.rests.length === 0)
    return only('There was nothing to apply it to. It stays on the account.', fields);
  const left = formatMoney(money(leftMinor, credit.currency), company.locale);
  return ok({
    said: `Applied. ${left} of it is left on the account.${countsOnText(countsOn, posted.moment, company.locale)}`,
  });
}

type Asked = { how: HowToApply; rests: NamedRest[]; clear: boolean };

function read({ fields, intent, credit }: Posted): Result<Asked, FormRefusal> {
  const chosen = intent === 'chosen' ? chosenAmounts(fields, credit.currency) : null;
  if (chosen && !chosen.ok) return chosen;
  const rests = namedRests(fields, credit.currency);
  if (!rests.ok) return rests;
  const clear = fields.some(([name, value]) => name === 'clearRest' && value === 'yes');
  if (chosen?.ok && chosen.value.allocations.length === 0 && rests.value.length === 0 && !clear)
    return only('Type an amount beside what it pays, or let the oldest be paid first.', fields);
  const how: HowToApply = chosen?.ok ? chosen.value : { kind: intent === 'exact' ? 'exact' : 'oldest-first' };
  return ok({ how, rests: rests.value, clear });
}

const settle = ({ credit, actor, moment }: Posted, { how, rests, clear }: Asked) =>
  inTransaction<Settled & { countsOn: PlainDate }, SettleRefusal>(staffDb(), async (tx) => {
    // Nobody typed a date here, so in a closed month it is the first open day, and the message says so.
    const countsOn = await firstOpenDay(tx, ['posting'], moment.today);
    const { itemId: creditItemId, payment } = credit;
    const paid = payment ? { paymentId: payment.id, paidOn: payment.valueOn } : {};
    const leftOver = clear ? ('small_difference' as const) : ('account' as const);
    const input = { creditItemId, ...paid, how, rests, leftOver, effectiveOn: countsOn, reason: '' };
    const done = await settleAndName(tx, actor, input, moment);
    return done.ok ? ok({ ...done.value, countsOn }) : done;
  });

/** Such a page has no field for the whole, the way or the day: what is said there is said above. */
function wordsAbove(refusal: SettleRefusal, { fields, credit, company }: Posted): FormRefusal {
  const { locale, baseCurrency } = company;
  const words = splitWords(refusal, { fields, currency: credit.currency, locale, baseCurrency });
  const { amount = [], how = [], receivedOn = [], ...cells } = words.fieldErrors;
  return { ...words, fieldErrors: cells, formErrors: [...words.formErrors, ...amount, ...how, ...receivedOn] };
}

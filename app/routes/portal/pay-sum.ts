import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { CreditPart, OfferedCredit } from '#app/modules/cash-application/types.ts';
import type { SavedMethod, SurchargeShown } from '#app/modules/payments/types.ts';
import type { PayFields, PayLines } from './pay-fields.ts';

/** One way of paying: a method kept with the processor, or its page (for every way, or for one where they cost differently). */
export type PayWay = {
  readonly value: string;
  readonly kind: 'saved' | 'any' | 'card' | 'direct_debit';
  readonly method: SavedMethod | null;
  readonly surcharge: SurchargeShown | null;
};

export type CreditShown = {
  /** Credit there is to be used for what is ticked, or null where nothing is offered. */
  readonly offeredMinor: bigint;
  readonly isUsed: boolean;
  /** Credit exists and is promised to a payment that is not decided yet. */
  readonly promised: boolean;
  readonly parts: readonly (CreditPart & { readonly credit: OfferedCredit; readonly number: string })[];
  readonly usedMinor: bigint;
};

export type PayChoice = PayLines & {
  readonly credit: CreditShown;
  /** What the payment takes of each item, credit taken off: above zero. */
  readonly cash: readonly { readonly itemId: string; readonly amountMinor: bigint }[];
  /** To pay before any surcharge. */
  readonly payMinor: bigint;
  readonly ways: readonly PayWay[];
  readonly way: PayWay;
  /** A way was chosen that is not offered any more. */
  readonly wayIsGone: boolean;
  readonly totalMinor: bigint;
};

export type SumContext = {
  readonly offer: { readonly credits: readonly OfferedCredit[]; readonly promised: boolean };
  /** Cash application's own rule: credits in their order, items oldest due first. */
  readonly spendCredit: (
    credits: readonly OfferedCredit[],
    wants: readonly { id: string; number: string; dueOn: PlainDate; openMinor: bigint }[],
  ) => readonly CreditPart[];
  readonly surcharges: (method: SurchargeShown['method'], ofMinor: bigint) => SurchargeShown | null;
  readonly methods: readonly SavedMethod[];
  readonly hasBankDebit: boolean;
};

/** What is to be paid in the end: credit first, then the way of paying with its surcharge. Minor units. */
export function sumUp(lines: PayLines, fields: PayFields, context: SumContext): PayChoice {
  const credit = creditOf(lines, fields, context);
  const byCredit = new Map<string, bigint>();
  for (const part of credit.isUsed ? credit.parts : [])
    byCredit.set(part.debitItemId, (byCredit.get(part.debitItemId) ?? 0n) + part.amountMinor);
  const cash = lines.lines
    .filter((line) => line.ticked)
    .map((line) => ({ itemId: line.itemId, amountMinor: line.amountMinor - (byCredit.get(line.itemId) ?? 0n) }))
    .filter((item) => item.amountMinor > 0n);
  const payMinor = cash.reduce((sum, item) => sum + item.amountMinor, lines.onAccountMinor);
  const ways = waysOf(payMinor, lines.currency, context);
  const asked = ways.find((way) => way.value === fields.how);
  const way = asked ?? ways[0]!;
  return {
    ...lines,
    ...{ credit, cash, payMinor, ways, way },
    wayIsGone: fields.how.startsWith('saved-') && !asked,
    totalMinor: payMinor + (way.surcharge?.grossMinor ?? 0n),
  };
}

function creditOf({ lines }: PayLines, { useCredit }: PayFields, { offer, spendCredit }: SumContext): CreditShown {
  const ticked = lines.filter((line) => line.ticked);
  const numbers = new Map(ticked.map((line) => [line.itemId, line.number]));
  const credits = new Map(offer.credits.map((credit) => [credit.id, credit]));
  const parts = spendCredit(
    offer.credits,
    ticked.map((line) => ({ id: line.itemId, number: line.number, dueOn: line.dueOn, openMinor: line.amountMinor })),
  ).map((part) => ({
    ...part,
    credit: credits.get(part.creditItemId)!,
    number: numbers.get(part.debitItemId) ?? '',
  }));
  const offeredMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  return {
    ...{ offeredMinor, promised: offer.promised, parts, isUsed: useCredit && offeredMinor > 0n },
    usedMinor: useCredit ? offeredMinor : 0n,
  };
}

/** The scheme a saved bank account must belong to, so that it can be charged in a currency. */
const SCHEMES: Readonly<Record<string, string>> = { GBP: 'bacs', EUR: 'sepa', AUD: 'au_becs' };

function waysOf(payMinor: bigint, currency: Currency, { methods, surcharges, hasBankDebit }: SumContext): PayWay[] {
  const fits = (method: SavedMethod) =>
    method.state === 'active' && (method.kind === 'card' || method.brand.startsWith(SCHEMES[currency] ?? '-'));
  const saved = methods.filter(fits).map((method) => ({
    ...{ value: `saved-${method.id}`, kind: 'saved' as const, method },
    surcharge: surcharges(method.kind, payMinor),
  }));
  const card = surcharges('card', payMinor);
  const debit = surcharges('direct_debit', payMinor);
  const page: PayWay[] =
    hasBankDebit && (card !== null || debit !== null)
      ? [
          { value: 'card', kind: 'card', method: null, surcharge: card },
          { value: 'direct_debit', kind: 'direct_debit', method: null, surcharge: debit },
        ]
      : [{ value: hasBankDebit ? 'any' : 'card', kind: hasBankDebit ? 'any' : 'card', method: null, surcharge: card }];
  const first = saved.findIndex((way) => way.method.isDefault);
  // The method somebody chose as theirs is offered first; without one nothing saved is charged by a mere press.
  return first >= 0 ? [saved[first]!, ...saved.filter((_, at) => at !== first), ...page] : [...page, ...saved];
}

import type { Currency } from '#app/kernel/money.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import type { LeftOutReason, LineContext, PayFields, PayLines } from './pay-fields.ts';
import { chosenLines, oldestFirstLines } from './pay-lines-read.ts';
import { readAmount } from './read-amount.ts';

/** Reads what somebody wants to pay against what is open: one currency, each part checked, the sum exact. Minor units. */
export function readPayLines(fields: PayFields, context: LineContext): PayLines {
  const debits = context.items.filter((item) => item.side === 'debit');
  const currency = currencyOf(fields, debits, context.standardCurrency);
  const isPayable = (item: OpenItem) => item.residualMinor > item.heldMinor && !context.onTheirWay.has(item.id);
  const payable = debits.filter((item) => item.currency === currency && isPayable(item));
  const asked = fields.show ?? fields.ticked;
  const read =
    fields.mode === 'oldest'
      ? oldestFirstLines(fields, payable, currency, context)
      : chosenLines(fields, payable, currency, context);
  const onAccountText = context.isLink || fields.mode === 'oldest' ? '' : fields.onAccount.trim();
  const extra = onAccountText === '' ? { minor: 0n } : readAmount(onAccountText, currency);
  const errors = { ...read.errors, ...('error' in extra ? { account: [extra.error] } : {}) };
  const kept = read.surplusMinor > 0n && fields.keep && !context.isLink;
  return {
    mode: fields.mode,
    currency,
    lines: read.lines,
    onAccountText,
    onAccountMinor: ('error' in extra ? 0n : extra.minor) + (kept ? read.surplusMinor : 0n),
    oldestText: fields.oldest.trim(),
    surplus: read.surplusMinor > 0n && !context.isLink ? { minor: read.surplusMinor, kept } : null,
    leftOut: leftOut(asked, { debits, currency, isPayable, context }),
    otherCurrencies: [...new Set(debits.map((item) => item.currency))].filter((code) => code !== currency),
    fieldErrors: errors,
  };
}

function currencyOf(fields: PayFields, debits: readonly OpenItem[], standard: Currency): Currency {
  const named = debits.find((item) => item.currency === fields.currency);
  if (named) return named.currency;
  const first = debits.find((item) => fields.ticked.includes(item.sourceId));
  return (
    first?.currency ?? debits.find((item) => item.currency === standard)?.currency ?? debits[0]?.currency ?? standard
  );
}

type Candidates = {
  debits: readonly OpenItem[];
  currency: Currency;
  isPayable: (item: OpenItem) => boolean;
  context: LineContext;
};

/** What was asked for and cannot be paid; where nobody asked for anything, what is on hold as a whole. */
function leftOut(asked: readonly string[], { debits, currency, isPayable, context }: Candidates): PayLines['leftOut'] {
  const why = (item: OpenItem): LeftOutReason =>
    context.onTheirWay.has(item.id) ? 'on-its-way' : (context.heldFor.get(item.id)?.[0] ?? 'on-its-way');
  if (asked.length === 0)
    return debits
      .filter((item) => item.currency === currency && !isPayable(item))
      .map((item) => ({ number: item.number, why: why(item) }));
  return asked.flatMap((id): PayLines['leftOut'] => {
    const item = debits.find((debit) => debit.sourceId === id);
    if (!item) return [{ number: '', why: 'not-open' }];
    if (item.currency !== currency) return [{ number: item.number, why: 'other-currency' }];
    return isPayable(item) ? [] : [{ number: item.number, why: why(item) }];
  });
}

import { decimal, fromMicros, multiplyToMinor, toMicros } from '#app/kernel/decimal.ts';
import { minorDigits, minorToDecimal } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { CreditAmounts, CreditAmountsRefusal, CreditChoice, CreditLine, LineChoice, PricedTax } from '../types.ts';
import type { Corrected, CorrectedLine } from './corrected.ts';
import { creditPostings } from './credit-base.ts';
import { withDeferred } from './credit-deferred.ts';
import { spreadAmount, taxFor, taxLeft } from './credit-tax.ts';

/** Net amounts by line and taxes by category: what a choice comes down to before it is written as lines. */
type Parts = { readonly lines: readonly CreditLine[]; readonly taxes: readonly PricedTax[] };
type Refused = { readonly ok: false; readonly refusal: CreditAmountsRefusal };

/**
 * Amounts of a credit note in minor units, at the tax and exchange rate of the document it corrects. Tax and base amounts
 * are cumulative: what should be credited by now, rounded once, half away from zero, less what was credited before; so
 * any parts that add up to the whole end at exactly nothing in net, tax, gross and base. By gross amount the document's
 * gross is that amount. Refuses whatever goes beyond the document, its lines, quantities or taxes, and a choice that
 * credits everything but leaves lines over that cancel each other.
 */
export function creditAmounts(of: Corrected, choice: CreditChoice): Result<CreditAmounts, CreditAmountsRefusal> {
  const leftMinor = of.grossMinor - of.creditedGrossMinor;
  if (leftMinor <= 0n) return refuse({ code: 'nothing-left' });
  const parts = partsOf(of, choice, leftMinor);
  if (!parts.ok) return parts;
  const { lines, taxes } = parts.value;
  const netMinor = lines.reduce((total, line) => total + line.netMinor, 0n);
  const taxMinor = taxes.reduce((total, tax) => total + tax.taxMinor, 0n);
  const grossMinor = netMinor + taxMinor;
  if (grossMinor <= 0n) return refuse({ code: 'amount-not-positive' });
  if (grossMinor > leftMinor) return refuse({ code: 'more-than-left', leftMinor });
  if (grossMinor === leftMinor && !takesAll(of, lines)) return refuse({ code: 'leaves-lines-over' });
  const totals = { lines: withDeferred(of, lines), taxes, netMinor, taxMinor, grossMinor };
  return ok({ ...totals, ...creditPostings(of, totals) });
}

function partsOf(of: Corrected, choice: CreditChoice, leftMinor: bigint): Result<Parts, CreditAmountsRefusal> {
  switch (choice.kind) {
    case 'whole':
      return ok(wholeRest(of));
    case 'lines':
      return byLines(of, choice.lines);
    case 'amount':
      if (choice.grossMinor <= 0n) return refuse({ code: 'amount-not-positive' });
      if (choice.grossMinor > leftMinor) return refuse({ code: 'more-than-left', leftMinor });
      return ok(choice.grossMinor === leftMinor ? wholeRest(of) : byAmount(of, choice.grossMinor));
  }
}

const lineLeft = (line: CorrectedLine): bigint => line.netMinor - line.creditedMinor;

const takesAll = (of: Corrected, lines: readonly CreditLine[]): boolean => {
  const taken = new Map(lines.map((line) => [line.correctsLineNo, line.netMinor]));
  return of.lines.every((line) => lineLeft(line) === (taken.get(line.lineNo) ?? 0n));
};

function wholeRest(of: Corrected): Parts {
  const lines = of.lines.filter((line) => lineLeft(line) !== 0n).map((line) => creditLine(of, line, lineLeft(line)));
  const taxes = of.taxes.map((tax) => ({
    taxCode: tax.taxCode,
    rateBp: tax.rateBp,
    taxableMinor: tax.taxableMinor - tax.creditedTaxableMinor,
    taxMinor: taxLeft(tax),
  }));
  return { lines, taxes: taxes.filter(isSomething) };
}

function byAmount(of: Corrected, grossMinor: bigint): Parts {
  const shares = spreadAmount(of, grossMinor);
  const lines = of.lines
    .filter((line) => (shares.nets.get(line.lineNo) ?? 0n) !== 0n)
    .map((line) => creditLine(of, line, shares.nets.get(line.lineNo)!));
  return { lines, taxes: shares.taxes.filter(isSomething) };
}

function byLines(of: Corrected, choices: readonly LineChoice[]): Result<Parts, CreditAmountsRefusal> {
  if (choices.length === 0) return refuse({ code: 'nothing-chosen' });
  const lines: CreditLine[] = [];
  for (const choice of choices) {
    const line = of.lines.find(({ lineNo }) => lineNo === choice.lineNo);
    if (!line || lines.some((taken) => taken.correctsLineNo === choice.lineNo))
      return refuse({ code: 'unknown-line', line: choice.lineNo });
    const taken = takeOfLine(of, line, choice);
    if (!taken.ok) return taken;
    lines.push(taken.value);
  }
  const taxes: PricedTax[] = [];
  for (const tax of of.taxes) {
    const touched = lines.filter((line) => line.taxCode === tax.taxCode);
    if (touched.length === 0) continue;
    const taxableMinor = touched.reduce((total, line) => total + line.netMinor, 0n);
    const taxMinor = taxFor(tax, taxableMinor);
    if (taxMinor === null) return refuse({ code: 'more-than-tax-left', taxCode: tax.taxCode });
    taxes.push({ taxCode: tax.taxCode, rateBp: tax.rateBp, taxableMinor, taxMinor });
  }
  return ok({ lines, taxes });
}

/** A category of a credit stands on it when it has an amount; a rest may be tax alone. */
const isSomething = (tax: PricedTax): boolean => tax.taxableMinor !== 0n || tax.taxMinor !== 0n;

function takeOfLine(of: Corrected, line: CorrectedLine, choice: LineChoice): Result<CreditLine, CreditAmountsRefusal> {
  const left = lineLeft(line);
  if (left === 0n) return refuse({ code: 'more-than-line-left', line: line.lineNo, leftMinor: 0n });
  const byQuantity = choice.quantity === undefined ? null : netOfQuantity(of, line, toMicros(choice.quantity));
  if (byQuantity && !byQuantity.ok) return byQuantity;
  const netMinor = byQuantity ? byQuantity.value : (choice.netMinor ?? left);
  const sign = line.netMinor < 0n ? -1n : 1n;
  if (netMinor * sign <= 0n) return refuse({ code: 'amount-not-positive', line: line.lineNo });
  if (netMinor * sign > left * sign) return refuse({ code: 'more-than-line-left', line: line.lineNo, leftMinor: left });
  return ok(creditLine(of, line, netMinor, choice.quantity && toMicros(choice.quantity)));
}

/** Quantity × unit price; all the quantity that is left is all that is left, so that parts make exactly the line. */
function netOfQuantity(
  of: Corrected,
  line: CorrectedLine,
  micros: bigint,
): { readonly ok: true; readonly value: bigint } | Refused {
  const left = toMicros(line.quantity) - toMicros(line.creditedQuantity);
  const sign = line.quantity.startsWith('-') ? -1n : 1n;
  if (micros * sign <= 0n) return refuse({ code: 'amount-not-positive', line: line.lineNo });
  if (micros * sign > left * sign)
    return refuse({ code: 'more-than-quantity-left', line: line.lineNo, left: fromMicros(left) });
  if (micros === left) return ok(lineLeft(line));
  return ok(multiplyToMinor(fromMicros(micros), line.unitPrice, minorDigits(of.currency)));
}

/** Quantity × unit price of a line is always its amount; where it would not be, the line is one piece of that amount. */
function creditLine(of: Corrected, line: CorrectedLine, netMinor: bigint, micros?: bigint): CreditLine {
  const { lineNo, netMinor: _net, creditedMinor: _minor, creditedQuantity, deferral: _deferral, ...same } = line;
  const quantity = fromMicros(micros ?? toMicros(line.quantity) - toMicros(creditedQuantity));
  const named = { ...same, correctsLineNo: lineNo, netMinor };
  if (multiplyToMinor(quantity, line.unitPrice, minorDigits(of.currency)) === netMinor) return { ...named, quantity };
  return { ...named, quantity: decimal('1'), unit: '', unitPrice: decimal(minorToDecimal(netMinor, of.currency)) };
}

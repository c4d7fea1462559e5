import { parseCurrency } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { lineCounter, readXml, type XmlElement } from '#app/kernel/xml/read-xml.ts';
import type { AdviceFault, AdviceProblem, AdviceRow, AdviceWish } from '../types.ts';
import { readAmountText } from './read-amount-text.ts';
import type { AdviceParts } from './whole-advice.ts';

const LIMITS = { bytesMax: 4 * 1024 * 1024, elementsMax: 200_000 };

/**
 * UBL 2.1 RemittanceAdvice. A line is for the invoice or the credit note it refers to; credit notes count below zero. What an
 * allowance takes off is a discount, tax withheld, or a deduction with its reason. XML without document types or entities.
 */
export function readAdviceUbl(bytes: Uint8Array, wish: AdviceWish): Result<AdviceParts, AdviceFault> {
  const read = readXml(bytes, LIMITS);
  if (!read.ok) return refuse({ code: 'broken', line: read.refusal.line, sentence: read.refusal.sentence });
  const { root, source } = read.value;
  if (root.name !== 'RemittanceAdvice') {
    const sentence = `This XML file is a “${root.name.slice(0, 40)}”, not a UBL RemittanceAdvice.`;
    return refuse({ code: 'unknown-format', line: 1, sentence });
  }
  const currency = parseCurrency(textAt(root, 'DocumentCurrencyCode')) ?? currencyIn(root) ?? wish.currency;
  const lineAt = lineCounter(source);
  const problems: AdviceProblem[] = [];
  const context: Context = { currency, problems, lineAt };
  const total = amountAt(root, 'TotalPaymentAmount', context);
  const rows = all(root, 'RemittanceAdviceLine').flatMap((line) => rowOf(line, context));
  const paidOn = parsePlainDate(textAt(root, 'IssueDate').slice(0, 10));
  return ok({
    ...{ format: 'ubl', reference: textAt(root, 'ID').slice(0, 80), currency, paidOn: paidOn.ok ? paidOn.value : null },
    ...{ statedMinor: total, rows, problems },
  });
}

type Context = {
  currency: AdviceWish['currency'];
  problems: AdviceProblem[];
  lineAt: (offset: number) => number;
};

const all = (element: XmlElement, name: string) => element.children.filter((child) => child.name === name);
function at(element: XmlElement, path: string): XmlElement | undefined {
  let here: XmlElement | undefined = element;
  for (const name of path.split('/')) here = here?.children.find((child) => child.name === name);
  return here;
}
const textAt = (element: XmlElement, path: string): string => at(element, path)?.text.trim() ?? '';

const currencyIn = (root: XmlElement) =>
  parseCurrency(at(root, 'TotalPaymentAmount')?.attributes.get('currencyID') ?? '');

/** Null where there is none; what cannot be read, or is in another currency, is said. */
function amountAt(element: XmlElement, path: string, { currency, problems, lineAt }: Context): bigint | null {
  const found = at(element, path);
  if (!found || found.text.trim() === '') return null;
  const stated = found.attributes.get('currencyID');
  if (stated !== undefined && stated !== currency) {
    const sentence = `An amount is in “${stated.slice(0, 10)}”, the advice in ${currency}.`;
    problems.push({ line: lineAt(found.at), weight: 'refused', code: 'currency', sentence });
    return null;
  }
  const minor = readAmountText({ decimal: found.text.trim() }, currency, '.');
  if (minor.ok) return minor.value;
  problems.push({ line: lineAt(found.at), weight: 'refused', code: 'amount', sentence: minor.refusal });
  return null;
}

function rowOf(line: XmlElement, context: Context): AdviceRow[] {
  const where = context.lineAt(line.at);
  const before = context.problems.length;
  const bill = at(line, 'BillingReference');
  const credit = bill
    ? textAt(bill, 'CreditNoteDocumentReference/ID') || textAt(bill, 'SelfBilledCreditNoteDocumentReference/ID')
    : '';
  const invoice = bill
    ? textAt(bill, 'InvoiceDocumentReference/ID') ||
      textAt(bill, 'SelfBilledInvoiceDocumentReference/ID') ||
      textAt(bill, 'DebitNoteDocumentReference/ID')
    : '';
  const number = invoice || credit || textAt(line, 'DocumentReference/ID') || textAt(line, 'InvoicingPartyReference');
  const [debit, given, balance] = ['DebitLineAmount', 'CreditLineAmount', 'BalanceAmount'].map((path) =>
    amountAt(line, path, context),
  );
  const taken = bill ? takenOff(bill, context) : NOTHING;
  if (context.problems.length > before) return [];
  const stated =
    balance ?? (debit !== null && given !== null && debit !== given ? debit! - given! : (debit ?? given ?? null));
  const refusedFor =
    number === ''
      ? 'An amount stands here without the number it is for.'
      : stated === null
        ? `“${number}” has no amount.`
        : null;
  if (refusedFor !== null) {
    context.problems.push({
      line: where,
      weight: 'refused',
      code: number === '' ? 'no-number' : 'amount',
      sentence: refusedFor,
    });
    return [];
  }
  const isCredit = invoice === '' && credit !== '';
  const size = stated! < 0n ? -stated! : stated!;
  const gross = bill ? amountAt(bill, 'BillingReferenceLine/Amount', context) : null;
  return [
    {
      ...{
        line: where,
        number: number.slice(0, 80),
        paidMinor: isCredit ? -size : stated!,
        grossMinor: isCredit ? null : gross,
      },
      ...taken,
      reason: (taken.reason || textAt(line, 'Note')).slice(0, 200),
    },
  ];
}

type Taken = Pick<AdviceRow, 'discountMinor' | 'withheldMinor' | 'deductedMinor' | 'reason'>;
const NOTHING: Taken = { discountMinor: 0n, withheldMinor: 0n, deductedMinor: 0n, reason: '' };

function takenOff(bill: XmlElement, context: Context): Taken {
  let taken = NOTHING;
  for (const line of all(bill, 'BillingReferenceLine'))
    for (const one of all(line, 'AllowanceCharge').filter((part) => textAt(part, 'ChargeIndicator') !== 'true')) {
      const minor = amountAt(one, 'Amount', context) ?? 0n;
      const [code, words] = [textAt(one, 'AllowanceChargeReasonCode'), textAt(one, 'AllowanceChargeReason')];
      // 95 of UN/CEFACT 5189 is a discount.
      if (code === '95' || /discount|skonto/i.test(words))
        taken = { ...taken, discountMinor: taken.discountMinor + minor };
      else if (/withh|\bwht\b|\btds\b|tax/i.test(words))
        taken = { ...taken, withheldMinor: taken.withheldMinor + minor };
      else taken = { ...taken, deductedMinor: taken.deductedMinor + minor, reason: taken.reason || words || code };
    }
  return taken;
}

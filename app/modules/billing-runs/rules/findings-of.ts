import { type Decimal, toMicros } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { EinvoiceLack } from '#app/modules/einvoices/types.ts';
import { compareQuantity, isOverLimit, percentOf } from './compare.ts';
import { type FindingCode, type FindingSeverity, type IssueRule, ruleFor } from './issue-rule.ts';

/** Where what an e-invoice lacks is said: of the customer, or of ourselves. */
type EinvoiceFix = 'einvoice-buyer' | 'einvoice-seller' | 'company-names' | 'company-tax-number';

/** Where a person mends it. The pages make a link of it. */
export type FindingFix = {
  readonly kind: 'customer' | 'contract' | 'usage' | 'draft' | 'invoice' | 'other-draft' | 'prices' | EinvoiceFix;
  readonly id: string;
};

/** What a finding rests on, as text: amounts in minor units, decimals, dates, numbers of documents. Kept as jsonb. */
export type FindingFacts = { readonly fix: FindingFix; readonly [fact: string]: string | null | FindingFix };

export type Finding = {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  /** The line it is about; null is the whole draft. */
  readonly lineNo: number | null;
  /** The version of the rule that found it. */
  readonly ruleVersion: string;
  readonly facts: FindingFacts;
};

export type LineToCheck = {
  readonly lineNo: number;
  readonly contractLineId: string | null;
  readonly productId: string | null;
  readonly productName: string;
  readonly quantity: Decimal;
  readonly unit: string;
  readonly unitPrice: Decimal;
  readonly netMinor: bigint;
  readonly periodFromOn: PlainDate | null;
  readonly periodToOn: PlainDate | null;
  /** Days of the period without a price: of the explanation, where a segment has none. */
  readonly unpriced: { readonly fromOn: PlainDate; readonly toOn: PlainDate } | null;
  /** References of the estimated readings in the quantity. */
  readonly estimates: readonly string[];
  /** Keys of the deliveries and tickets in the quantity that name no ticket or delivery note. */
  readonly unproven: readonly string[];
  /** What the contract (or its list) asks for one unit; null where the price is not one figure. */
  readonly contractPrice: Decimal | null;
  /** The last day of the contract line or its contract, whichever ends first. */
  readonly contractEndsOn: PlainDate | null;
  /** Quantities of the same customer and product in whole past periods of the same length, newest first. */
  readonly pastQuantities: readonly Decimal[];
};

export type DraftToCheck = {
  readonly draftId: string;
  readonly customerId: string;
  readonly contractId: string | null;
  readonly currency: string;
  readonly poNumber: string;
  readonly serviceFromOn: PlainDate | null;
  readonly serviceToOn: PlainDate | null;
  readonly grossMinor: bigint;
  readonly lines: readonly LineToCheck[];
};

/** An invoice already issued, or another draft of the same run, of the same customer. */
export type OtherDocument = {
  readonly kind: 'invoice' | 'draft';
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly serviceFromOn: PlainDate | null;
  readonly serviceToOn: PlainDate | null;
  readonly grossMinor: bigint;
};

export type FactsToCheck = {
  readonly customerName: string;
  readonly country: string;
  readonly taxNumber: string;
  readonly hasAddress: boolean;
  readonly poRequired: boolean;
  /** Somebody, or some address, an invoice can be sent to. */
  readonly canBeSent: boolean;
  /** What is missing for the e-invoice this customer takes; null: nothing, or it takes none. */
  readonly einvoiceLack: EinvoiceLack | null;
  /** Whether a line is taxed by the buyer (reverse charge), which names their tax number by law. */
  readonly reverseCharge: boolean;
  readonly isFirstInvoice: boolean;
  /** What the customer's last run came to in this currency; null: there was none. */
  readonly lastGrossMinor: bigint | null;
  /** Candidates are enough: whether one is a duplicate is decided here. */
  readonly others: readonly OtherDocument[];
};

/**
 * What stands against issuing a draft, or is worth a look, by the rules that hold for its customer and products. Pure and
 * in a fixed order: the draft's own findings by code, then those of its lines by number. A code whose rule is off, or has
 * none, finds nothing.
 */
export function findingsOf(draft: DraftToCheck, facts: FactsToCheck, rules: readonly IssueRule[]): Finding[] {
  const found: Finding[] = [];
  const add: Add = (code, lineNo, make, productId = null) => {
    const rule = ruleFor(rules, code, { customerId: draft.customerId, productId });
    const known = rule && make(rule);
    if (known) found.push({ code, severity: rule.severity, lineNo, ruleVersion: rule.version, facts: known });
  };
  checkCustomer(draft, facts, add);
  checkTotals(draft, facts, add);
  for (const line of draft.lines) checkLine(draft, line, add);
  return found;
}

type Add = (
  code: FindingCode,
  lineNo: number | null,
  make: (rule: IssueRule) => FindingFacts | null,
  productId?: string | null,
) => void;

function checkCustomer(draft: DraftToCheck, facts: FactsToCheck, add: Add): void {
  const fix: FindingFix = { kind: 'customer', id: draft.customerId };
  const contract: FindingFix = draft.contractId ? { kind: 'contract', id: draft.contractId } : fix;
  const customer = facts.customerName;
  add('po-missing', null, ({ params }) =>
    draft.poNumber.trim() === '' && (facts.poRequired || params.everybody === true)
      ? { fix: contract, customer }
      : null,
  );
  add('tax-number-missing', null, ({ params }) => {
    const needed = facts.reverseCharge || (params.countries ?? []).includes(facts.country);
    return needed && facts.taxNumber.trim() === ''
      ? { fix, customer, country: facts.country, because: facts.reverseCharge ? 'reverse-charge' : 'country' }
      : null;
  });
  add('nowhere-to-send', null, () => (facts.canBeSent ? null : { fix, customer }));
  add('einvoice-incomplete', null, () => facts.einvoiceLack && lackFacts(facts.einvoiceLack, draft, customer));
  add('address-missing', null, () => (facts.hasAddress ? null : { fix, customer }));
  add('first-invoice', null, () =>
    facts.isFirstInvoice ? { fix: { kind: 'draft', id: draft.draftId }, customer } : null,
  );
}

/** The first of what is missing is mended first; the page of an e-invoice's unit is the contract's. */
function lackFacts({ profile, missing }: EinvoiceLack, draft: DraftToCheck, customer: string): FindingFacts {
  const ofCustomer = (kind: FindingFix['kind']): FindingFix => ({ kind, id: draft.customerId });
  const fixes: Readonly<Record<(typeof missing)[number]['fix'], FindingFix>> = {
    ...{ names: { kind: 'company-names', id: '' }, taxNumber: { kind: 'company-tax-number', id: '' } },
    ...{ seller: { kind: 'einvoice-seller', id: '' }, buyer: ofCustomer('einvoice-buyer') },
    customer: ofCustomer('customer'),
    document: draft.contractId ? { kind: 'contract', id: draft.contractId } : { kind: 'draft', id: draft.draftId },
  };
  return { fix: fixes[missing[0]!.fix], customer, profile, missing: missing.map(({ field }) => field).join(', ') };
}

function checkTotals(draft: DraftToCheck, facts: FactsToCheck, add: Add): void {
  const fix: FindingFix = { kind: 'draft', id: draft.draftId };
  const total = { gross: String(draft.grossMinor), currency: draft.currency, customer: facts.customerName };
  add('duplicate', null, () => {
    const twin = facts.others.find((other) => isTwin(draft, other));
    return (
      (twin && {
        fix: { kind: twin.kind === 'invoice' ? 'invoice' : 'other-draft', id: twin.id },
        ...{ ...total, number: twin.number, of: twin.kind, fromOn: twin.serviceFromOn, toOn: twin.serviceToOn },
      }) ||
      null
    );
  });
  add('total-zero', null, () => (draft.grossMinor === 0n ? { fix, ...total } : null));
  add('total-negative', null, () => (draft.grossMinor < 0n ? { fix, ...total } : null));
  add('change-over-limit', null, ({ params }) => {
    if (facts.lastGrossMinor === null) return null;
    if (!isOverLimit(draft.grossMinor, facts.lastGrossMinor, params)) return null;
    const percent = percentOf(draft.grossMinor, facts.lastGrossMinor);
    return { fix, ...total, last: String(facts.lastGrossMinor), percent: percent === null ? null : String(percent) };
  });
}

/** The same customer is billed the same amount for the same days. Without days, nothing is a twin: single sales repeat. */
function isTwin(draft: DraftToCheck, other: OtherDocument): boolean {
  return (
    other.id !== draft.draftId &&
    draft.grossMinor !== 0n &&
    other.grossMinor === draft.grossMinor &&
    other.currency === draft.currency &&
    draft.serviceFromOn !== null &&
    other.serviceFromOn === draft.serviceFromOn &&
    other.serviceToOn === draft.serviceToOn
  );
}

function checkLine(draft: DraftToCheck, line: LineToCheck, add: Add): void {
  const contract: FindingFix = draft.contractId
    ? { kind: 'contract', id: draft.contractId }
    : { kind: 'draft', id: draft.draftId };
  const usage: FindingFix = line.contractLineId ? { kind: 'usage', id: line.contractLineId } : contract;
  const said = { product: line.productName, fromOn: line.periodFromOn, toOn: line.periodToOn };
  const find = (code: FindingCode, make: (rule: IssueRule) => FindingFacts | null) =>
    add(code, line.lineNo, make, line.productId);
  find('no-price', () =>
    line.unpriced ? { fix: contract, ...said, fromOn: line.unpriced.fromOn, toOn: line.unpriced.toOn } : null,
  );
  find('price-off-contract', () =>
    line.contractPrice !== null && toMicros(line.contractPrice) !== toMicros(line.unitPrice)
      ? { fix: contract, ...said, contract: line.contractPrice, draft: line.unitPrice, currency: draft.currency }
      : null,
  );
  find('contract-ended', () =>
    line.contractEndsOn && line.periodToOn && line.periodToOn > line.contractEndsOn
      ? { fix: contract, ...said, endsOn: line.contractEndsOn }
      : null,
  );
  find('quantity-jump', ({ params }) => {
    const jump = compareQuantity(line.quantity, line.pastQuantities, params);
    return jump && { fix: usage, ...said, quantity: line.quantity, unit: line.unit, ...jump };
  });
  find('estimated', () =>
    line.estimates.length > 0
      ? { fix: usage, ...said, quantity: line.quantity, unit: line.unit, readings: line.estimates.join(', ') }
      : null,
  );
  find('proof-missing', () =>
    line.unproven.length > 0
      ? { fix: usage, ...said, deliveries: String(line.unproven.length), first: line.unproven[0] ?? null }
      : null,
  );
}

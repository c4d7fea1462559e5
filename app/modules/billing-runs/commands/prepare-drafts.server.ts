import { createHash } from 'node:crypto';
import { type Decimal, toMicros } from '#app/kernel/decimal.ts';
import { toBaseMinor } from '#app/kernel/exchange.ts';
import { type Currency, minorDigits } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import type { ToAsk } from '#app/modules/einvoices/queries/einvoice-lacks.server.ts';
import type { EinvoiceLack } from '#app/modules/einvoices/types.ts';
import { invoicePostings } from '#app/modules/invoicing/queries/invoice-postings.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { ChunkFacts, RunCustomer } from '../queries/read-run-facts.server.ts';
import { composeDrafts, daysText } from '../rules/compose-drafts.ts';
import type { ComposedDraft, ComposedLine } from '../rules/composed.ts';
import { type DraftToCheck, type Finding, findingsOf, type OtherDocument } from '../rules/findings-of.ts';
import type { IssueRule } from '../rules/issue-rule.ts';
import type { LeftOutWhy } from '../types.ts';

/** What all drafts of a run share. `exchangeRate` answers units of base for one unit, or null where none is known. */
export type DraftTerms = {
  readonly cutOffOn: PlainDate;
  readonly documentOn: PlainDate;
  readonly rates: ReadonlyMap<string, number>;
  /** The category letter of EN 16931 by tax code. */
  readonly letters: ReadonlyMap<string, string>;
  /** Tax codes that do not hold on the document's date. */
  readonly ended: ReadonlySet<string>;
  readonly baseCurrency: Currency;
  readonly exchangeRate: (code: Currency) => string | null;
  readonly rules: readonly IssueRule[];
};

/** A draft with its id, not yet looked at. */
export type NamedDraft = ComposedDraft & { readonly id: string };
type Ready = NamedDraft & {
  readonly grossBaseMinor: bigint;
  readonly findings: readonly Omit<Finding, 'ruleVersion'>[];
  readonly ruleVersions: readonly string[];
};

/** Composes the drafts of a chunk, customer by customer in the order of their numbers. */
export function composeChunk(facts: ChunkFacts, terms: DraftTerms): NamedDraft[] {
  const byCustomer = new Map<string, ChunkFacts['lines'][number][]>();
  for (const line of facts.lines) {
    const lines = byCustomer.get(line.customerId);
    if (lines) lines.push(line);
    else byCustomer.set(line.customerId, [line]);
  }
  const factsOf = (lineId: string) => facts.lineFacts.get(lineId) ?? { days: [], throughOn: null, billed: [] };
  return facts.customers.flatMap((customer) =>
    composeDrafts(byCustomer.get(customer.id) ?? [], factsOf, terms).map((draft) => ({
      ...draft,
      id: newId<never>() as string,
    })),
  );
}

/** What is known of a draft besides the facts it was composed from. */
export type Beside = {
  readonly othersOf: (draft: NamedDraft) => readonly OtherDocument[];
  readonly lackOf: (document: ToAsk) => EinvoiceLack | null;
};

const toAsk = (draft: NamedDraft, letters: ReadonlyMap<string, string>): ToAsk => ({
  ...{ customerId: draft.customerId, poNumber: draft.poNumber },
  taxes: draft.taxes.map(({ taxCode, rateBp }) => ({ letter: letters.get(taxCode) ?? '', rateBp })),
  lines: draft.lines.map(({ unit }, index) => ({ lineNo: index + 1, unit })),
});

/** The drafts as store_run_drafts reads them, each with what was found against it, its entry and its digest. */
export function draftsJson(
  drafts: readonly NamedDraft[],
  facts: ChunkFacts,
  terms: DraftTerms,
  { othersOf, lackOf }: Beside,
): string {
  const customers = new Map(facts.customers.map((customer) => [customer.id, customer]));
  return JSON.stringify(
    drafts.map((draft) => {
      const customer = customers.get(draft.customerId)!;
      const rate = terms.exchangeRate(draft.currency);
      const digits = { from: minorDigits(draft.currency), base: minorDigits(terms.baseCurrency) };
      const grossBaseMinor =
        rate === '1' || rate === null ? draft.grossMinor : signedBase(draft.grossMinor, rate, digits);
      const found = findingsOf(
        toCheck(draft, facts.pastQuantities),
        {
          ...{ customerName: customer.name, country: customer.country, taxNumber: customer.taxNumber },
          ...{ hasAddress: customer.hasAddress, poRequired: customer.poRequired, canBeSent: customer.canBeSent },
          ...{
            isFirstInvoice: customer.isFirstInvoice,
            lastGrossMinor: lastOf(draft, customer),
            others: othersOf(draft),
          },
          reverseCharge: draft.taxes.some(({ taxCode }) => terms.letters.get(taxCode) === 'AE'),
          einvoiceLack: lackOf(toAsk(draft, terms.letters)),
        },
        terms.rules,
      );
      const findings = found.map(({ ruleVersion, ...finding }) => finding);
      const ruleVersions = found.map(({ ruleVersion }) => ruleVersion);
      const unruled = [
        ...(rate === null ? [noExchangeRate(draft)] : []),
        ...draft.taxes.filter(({ taxCode }) => terms.ended.has(taxCode)).map((tax) => taxNotValid(draft, tax.taxCode)),
      ];
      findings.push(...unruled);
      ruleVersions.push(...unruled.map(() => ''));
      return draftJson(
        { ...draft, grossBaseMinor, findings, ruleVersions },
        { documentOn: terms.documentOn, customer },
      );
    }),
    (_, value) => (typeof value === 'bigint' ? value.toString() : value),
  );
}

const signedBase = (minor: bigint, rate: string, digits: { from: number; base: number }): bigint =>
  minor < 0n ? -toBaseMinor(-minor, rate, digits) : toBaseMinor(minor, rate, digits);

const lastOf = (draft: NamedDraft, customer: RunCustomer): bigint | null => {
  const last = customer.lasts[draft.groupKey];
  return last === undefined ? null : BigInt(last);
};

// No rule can switch this off: without a rate there is no entry to post.
const noExchangeRate = (draft: NamedDraft) => ({
  ...{ code: NO_EXCHANGE_RATE as Finding['code'], severity: 'block' as const, lineNo: null },
  facts: { fix: { kind: 'other' as 'draft', id: draft.id }, currency: draft.currency as string },
});
export const NO_EXCHANGE_RATE = 'no-exchange-rate';

// Nor this one: the database refuses a tax on a day it does not hold.
const taxNotValid = (draft: NamedDraft, taxCode: string) => ({
  ...{ code: TAX_NOT_VALID as Finding['code'], severity: 'block' as const, lineNo: null },
  facts: {
    fix: draft.contractId
      ? { kind: 'contract' as const, id: draft.contractId }
      : { kind: 'draft' as const, id: draft.id },
    tax: taxCode,
  },
});
export const TAX_NOT_VALID = 'tax-not-valid';

function toCheck(draft: NamedDraft, past: ReadonlyMap<string, readonly Decimal[]>): DraftToCheck {
  return {
    ...{ draftId: draft.id, customerId: draft.customerId, contractId: draft.contractId, currency: draft.currency },
    ...{ poNumber: draft.poNumber, serviceFromOn: draft.serviceFromOn, serviceToOn: draft.serviceToOn },
    grossMinor: draft.grossMinor,
    lines: draft.lines.map((line, index) => ({
      ...{ lineNo: index + 1, contractLineId: line.line.contractLineId, productId: line.line.productId },
      ...{ productName: line.line.description, quantity: line.quantity, unit: line.unit, unitPrice: line.unitPrice },
      ...{ netMinor: line.netMinor, periodFromOn: line.fromOn, periodToOn: line.toOn, unpriced: line.unpriced },
      ...{ estimates: line.estimates, unproven: line.unproven, contractPrice: line.contractPrice },
      // Days after the end are given back, not billed.
      contractEndsOn: line.netMinor < 0n ? null : line.line.endsOn,
      // What comes late, or stands for a part of a period only, is not compared with whole periods.
      pastQuantities: isWhole(line) ? (past.get(line.line.contractLineId) ?? []) : [],
    })),
  };
}

const isWhole = ({ line, isLate, explanation, unit }: ComposedLine): boolean =>
  line.charge === 'metered' && !isLate && unit !== '' && explanation.segments.every(({ share }) => !share);

function stateOf(draft: Ready): { state: 'ready' | 'blocked' | 'left_out'; left_out_why: LeftOutWhy | null } {
  const blocks = draft.findings.filter(({ severity }) => severity === 'block');
  const isEmpty = draft.lines.every(({ netMinor }) => netMinor === 0n);
  if (draft.grossMinor <= 0n && !isEmpty) return { state: 'left_out', left_out_why: 'negative' };
  if (isEmpty && !blocks.some(({ code }) => code === 'no-price')) return { state: 'left_out', left_out_why: 'zero' };
  return { state: blocks.length > 0 ? 'blocked' : 'ready', left_out_why: null };
}

function draftJson(draft: Ready, { documentOn, customer }: { documentOn: PlainDate; customer: RunCustomer }) {
  const { currency, grossBaseMinor } = draft;
  const lines = draft.lines.map((line, index) => lineJson(line, index + 1));
  const priced = {
    lines: draft.lines.map((line) => ({
      ...input(line),
      ...deferral(line),
      netMinor: line.netMinor,
      taxRateBp: line.taxRateBp,
    })),
    ...{ taxes: draft.taxes, netMinor: draft.netMinor, taxMinor: draft.taxMinor, grossMinor: draft.grossMinor },
  };
  const taxes = draft.taxes.map((tax) => ({
    ...{ tax_code: tax.taxCode, rate_bp: tax.rateBp, taxable_minor: tax.taxableMinor, tax_minor: tax.taxMinor },
  }));
  return {
    ...{
      id: draft.id,
      customer_id: draft.customerId,
      contract_id: draft.contractId,
      group_key: draft.groupKey,
      currency,
    },
    ...{ terms_from: draft.terms.from, terms_days: draft.terms.days },
    ...{ due_on: draft.dueOn, service_from_on: draft.serviceFromOn, service_to_on: draft.serviceToOn },
    ...{ po_number: draft.poNumber, title: draft.title, net_minor: draft.netMinor, tax_minor: draft.taxMinor },
    ...{ gross_minor: draft.grossMinor, gross_base_minor: grossBaseMinor, last_gross_minor: lastOf(draft, customer) },
    postings:
      draft.grossMinor > 0n
        ? invoicePostings({ currency, documentOn, priced, grossBaseMinor }).map(
            ({ account, amountMinor, baseMinor }) => ({
              ...{ account, amount: amountMinor, base: baseMinor },
            }),
          )
        : [],
    ...stateOf(draft),
    digest: digestOf(draft, documentOn, lines, taxes),
    ...{ lines, taxes },
    findings: draft.findings.map(({ code, severity, lineNo, facts }, index) => ({
      ...{ code, severity, line_no: lineNo, rule_version: draft.ruleVersions[index], facts },
    })),
  };
}

const input = (line: ComposedLine) => ({
  ...{ description: lineText(line), quantity: line.quantity, unit: line.unit, unitPrice: line.unitPrice },
  ...{ taxCode: line.line.taxCode, accountCode: line.line.accountCode },
});

const lineText = ({ line, fromOn, toOn }: ComposedLine): string => `${line.description}, ${daysText(fromOn, toOn)}`;

/** What is billed before it is earned, where the contract says so. */
const deferral = ({
  line,
  fromOn,
  toOn,
  netMinor,
}: ComposedLine): { deferFromOn?: PlainDate; deferToOn?: PlainDate } =>
  line.deferred && line.timing === 'advance' && netMinor !== 0n ? { deferFromOn: fromOn, deferToOn: toOn } : {};

function lineJson(line: ComposedLine, lineNo: number) {
  const { deferFromOn, deferToOn } = deferral(line);
  return {
    ...{ line_no: lineNo, contract_line_id: line.line.contractLineId, product_id: line.line.productId },
    ...{ description: lineText(line), period_from_on: line.fromOn, period_to_on: line.toOn, part_no: line.partNo },
    ...{ billed_from_on: line.period.fromOn, billed_to_on: line.period.toOn, quantity: line.quantity, unit: line.unit },
    ...{ unit_price: line.unitPrice, net_minor: line.netMinor, tax_minor: line.taxMinor, tax_code: line.line.taxCode },
    ...{ tax_rate_bp: line.taxRateBp, account_code: line.line.accountCode },
    ...{ defer_from_on: deferFromOn ?? null, defer_to_on: deferToOn ?? null },
    ...{ explanation: line.explanation, usage: line.usageIds },
  };
}

const EPOCH = plainDate('2000-01-01');
const dayNo = (on: PlainDate | null): string | null => (on === null ? null : String(daysBetween(EPOCH, on)));

/** A decimal with the six places its column has. */
function sixPlaces(value: Decimal): string {
  const micros = toMicros(value);
  const size = (micros < 0n ? -micros : micros).toString().padStart(7, '0');
  return `${micros < 0n ? '-' : ''}${size.slice(0, -6)}.${size.slice(-6)}`;
}

const joined = (parts: readonly (string | number | bigint | null)[]): string =>
  parts.filter((part) => part !== null).join('|');

/** The same text, and so the same SHA-256, as the function draft_digests makes of the stored draft. */
function digestOf(
  draft: ComposedDraft,
  documentOn: PlainDate,
  lines: readonly ReturnType<typeof lineJson>[],
  taxes: readonly { tax_code: string; rate_bp: number; taxable_minor: bigint; tax_minor: bigint }[],
): string {
  const head = joined([
    ...[
      draft.customerId,
      draft.currency,
      dayNo(documentOn),
      dayNo(draft.dueOn),
      dayNo(draft.serviceFromOn),
      dayNo(draft.serviceToOn),
    ],
    ...[draft.poNumber, draft.title, draft.netMinor, draft.taxMinor, draft.grossMinor],
    ...[draft.terms.from, draft.terms.days],
  ]);
  const body = lines.map((line) =>
    joined([
      ...[
        line.line_no,
        line.description,
        sixPlaces(line.quantity),
        line.unit,
        sixPlaces(line.unit_price),
        line.net_minor,
      ],
      ...[line.tax_code, line.tax_rate_bp, line.account_code, dayNo(line.defer_from_on), dayNo(line.defer_to_on)],
    ]),
  );
  const foot = [...taxes]
    .sort((a, b) => (a.tax_code < b.tax_code ? -1 : 1))
    .map((tax) => joined([tax.tax_code, tax.rate_bp, tax.taxable_minor, tax.tax_minor]));
  return createHash('sha256')
    .update(`${head}${body.join('\n')}\n${foot.join('\n')}`)
    .digest('hex');
}

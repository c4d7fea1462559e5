import { formatDate } from '#app/kernel/format-date.ts';
import { divideHalfUp } from '#app/kernel/money.ts';
import { dueDate, type Terms } from '#app/kernel/payment-terms.ts';
import { earlier, later, type PlainDate } from '#app/kernel/plain-date.ts';
import type { BillableLine } from '#app/modules/contracts/types.ts';
import { composeLines } from './compose-lines.ts';
import type { ComposedDraft, ComposedLine, ComposedTax, LineFacts } from './composed.ts';

const BASIS_POINTS = 10_000n;
const LOCALE = 'en-GB';
type Untaxed = ReturnType<typeof composeLines>[number];
type Group = { readonly key: string; readonly lines: Untaxed[] };

export type RunTerms = {
  readonly cutOffOn: PlainDate;
  readonly documentOn: PlainDate;
  /** Basis points by tax code. */
  readonly rates: ReadonlyMap<string, number>;
};

/**
 * The drafts of one customer: everything due by the cut-off, grouped as the contract or the customer asks for. Per cycle: each
 * product in each of its periods has an invoice of its own; per PO or per site: all that is due for it; together: all that
 * is due. What has other terms of payment, another currency or (per cycle) another PO never shares an invoice. What comes
 * late for a period already billed stands on the newest invoice of its group, under its own days.
 */
export function composeDrafts(
  lines: readonly BillableLine[],
  factsOf: (lineId: string) => LineFacts,
  terms: RunTerms,
): ComposedDraft[] {
  const composed = lines.flatMap((line) => composeLines(line, factsOf(line.contractLineId), terms.cutOffOn));
  const drafts = groupsOf(composed).map((group) => toDraft(group, terms));
  const place = (draft: ComposedDraft) => `${draft.serviceToOn} ${draft.serviceFromOn} ${draft.groupKey}`;
  return drafts.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

function groupsOf(composed: readonly Untaxed[]): Group[] {
  const groups = new Map<string, Group>();
  const newest = new Map<string, { at: string; on: PlainDate }>();
  const put = (at: string, key: string, line: Untaxed) => {
    const group = groups.get(at);
    if (group) group.lines.push(line);
    else groups.set(at, { key, lines: [line] });
  };
  // Where an invoice holds one period only, what comes late waits for the newest one of its kind.
  const waits = ({ line, isLate }: Untaxed) => isLate && line.invoicePer === 'cycle';
  for (const line of composed) {
    if (waits(line)) continue;
    const key = groupKey(line.line);
    const at = line.line.invoicePer === 'cycle' ? `${key} ${line.period.fromOn}` : key;
    put(at, key, line);
    const known = newest.get(key);
    if (!known || known.on < line.period.fromOn) newest.set(key, { at, on: line.period.fromOn });
  }
  for (const line of composed) {
    if (!waits(line)) continue;
    const key = groupKey(line.line);
    put(newest.get(key)?.at ?? `${key} late`, key, line);
  }
  return [...groups.values()];
}

/** What the lines of one draft have in common, the same in every run. */
function groupKey(line: BillableLine): string {
  const from = line.termsFrom === 'document' ? '' : `${line.termsFrom} `;
  const common = `${line.currency} ${from}${line.termsDays}`;
  switch (line.invoicePer) {
    case 'cycle':
      return `cycle ${line.contractId} ${line.productId} ${line.cycle} ${line.timing} ${common} ${line.poNumber}`;
    case 'po':
      return `po ${common} ${line.poNumber}`;
    case 'site':
      return `site ${common} ${line.siteId ?? ''}`;
    case 'together':
      return `together ${common}`;
  }
}

function toDraft(group: Group, terms: RunTerms): ComposedDraft {
  const first = group.lines[0]!.line;
  const agreed: Terms = { from: first.termsFrom, days: first.termsDays };
  const serviceFromOn = group.lines.reduce((on, line) => earlier(on, line.fromOn), group.lines[0]!.fromOn);
  const serviceToOn = group.lines.reduce((on, line) => later(on, line.toOn), group.lines[0]!.toOn);
  const { lines, taxes } = taxLines(group.lines, terms.rates);
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0n);
  const taxMinor = taxes.reduce((sum, tax) => sum + tax.taxMinor, 0n);
  const contracts = new Set(lines.map(({ line }) => line.contractId));
  const numbers = [...new Set(lines.map(({ line }) => line.poNumber).filter((po) => po !== ''))];
  return {
    ...{ customerId: first.customerId, contractId: contracts.size === 1 ? first.contractId : null },
    ...{ groupKey: group.key, currency: first.currency, terms: agreed, dueOn: dueDate(agreed, terms.documentOn) },
    ...{ serviceFromOn, serviceToOn, poNumber: numbers.join(', ') },
    title: `${titleOf(lines)}, ${daysText(serviceFromOn, serviceToOn)}`,
    ...{ lines, taxes, netMinor, taxMinor, grossMinor: netMinor + taxMinor },
  };
}

function titleOf(lines: readonly ComposedLine[]): string {
  const only = (values: readonly string[]) => (new Set(values).size === 1 ? values[0] : undefined);
  return (
    only(lines.map(({ line }) => line.description)) ??
    only(lines.map(({ line }) => line.contractTitle)) ??
    'Deliveries and services'
  );
}

/** `9 to 15 Nov 2026`, `28 Dec 2026 to 3 Jan 2027`, `9 Nov 2026`. */
export function daysText(fromOn: PlainDate, toOn: PlainDate): string {
  if (fromOn === toOn) return formatDate(fromOn, LOCALE);
  if (fromOn.slice(0, 7) === toOn.slice(0, 7)) return `${Number(fromOn.slice(8))} to ${formatDate(toOn, LOCALE)}`;
  return `${formatDate(fromOn, LOCALE)} to ${formatDate(toOn, LOCALE)}`;
}

/**
 * Tax once per category on the sum of its lines (EN 16931 BR-CO-17), and each line's share of it: the shares are taken from
 * the running total, so that they sum to the tax whatever the signs.
 */
function taxLines(
  untaxed: readonly Untaxed[],
  rates: ReadonlyMap<string, number>,
): { lines: ComposedLine[]; taxes: ComposedTax[] } {
  const sums = new Map<string, { rateBp: number; taxableMinor: bigint; taxMinor: bigint }>();
  const lines = untaxed.map((line) => {
    const { taxCode } = line.line;
    const sum = sums.get(taxCode) ?? { rateBp: rates.get(taxCode) ?? 0, taxableMinor: 0n, taxMinor: 0n };
    const taxableMinor = sum.taxableMinor + line.netMinor;
    const taxMinor = divideHalfUp(taxableMinor * BigInt(sum.rateBp), BASIS_POINTS);
    sums.set(taxCode, { rateBp: sum.rateBp, taxableMinor, taxMinor });
    return { ...line, taxMinor: taxMinor - sum.taxMinor, taxRateBp: sum.rateBp };
  });
  return { lines, taxes: [...sums].map(([taxCode, sum]) => ({ taxCode, ...sum })) };
}

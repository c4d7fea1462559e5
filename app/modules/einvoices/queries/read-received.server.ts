import type { Result } from '#app/kernel/result.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { checkRules } from '../rules/check-rules.ts';
import { type DraftPlan, planDraft } from '../rules/plan-draft.ts';
import { type ReadingRefusal, readEinvoice } from '../rules/read-einvoice.ts';
import type { EinvoiceFault, EnInvoice } from '../types.ts';
import { unitCodes } from './einvoice-facts.server.ts';
import { type BuyerMatch, matchBuyer } from './match-buyer.server.ts';

export type { DraftPlan } from '../rules/plan-draft.ts';
export type { ReadingRefusal } from '../rules/read-einvoice.ts';

export type Received = {
  readonly syntax: 'ubl' | 'cii';
  readonly invoice: EnInvoice;
  /** What is wrong with the file by the rules of EN 16931. */
  readonly faults: readonly EinvoiceFault[];
  /** The draft it would become, or why it cannot become one. */
  readonly plan: Result<DraftPlan, EinvoiceFault>;
  readonly buyers: readonly BuyerMatch[];
};

const REVENUE = '4000';
const PINT_MY = 'urn:peppol:pint:billing-1@my-1';

/**
 * A received invoice: what it says, what is wrong with it, who of our customers its buyer can be, and the draft it would
 * become. `chosen` answers which of our taxes a category of the file is (`S 25` → `S25`). Stores nothing.
 */
export async function readReceived(
  db: ReadDb,
  bytes: Uint8Array,
  chosen: ReadonlyMap<string, string> = new Map(),
): Promise<Result<Received, ReadingRefusal>> {
  const reading = readEinvoice(bytes);
  if (!reading.ok) return reading;
  const { invoice, syntax, faults } = reading.value;
  const [taxes, units, buyers] = await Promise.all([
    listTaxCategories(db, invoice.issuedOn ?? undefined),
    unitCodes(db),
    matchBuyer(db, invoice.buyer),
  ]);
  const plan = planDraft(invoice, {
    taxes: taxes.map((tax) => ({ code: tax.code, letter: tax.standardCode, rateBp: tax.rateBp })),
    unitWords: wordsOf(units),
    ...{ accountCode: REVENUE, chosen },
  });
  const profile = invoice.customization.startsWith(PINT_MY) ? 'pint-my' : syntax;
  const all = [...faults, ...checkRules(invoice, profile).faults];
  return { ok: true, value: { syntax, invoice, faults: all, plan, buyers } };
}

/** From codes back to our words; a code of several words (pieces of any kind) stays a code. */
function wordsOf(units: ReadonlyMap<string, string>): Map<string, string> {
  const words = new Map<string, string>();
  const twice = new Set<string>();
  for (const [word, code] of units) {
    if (words.has(code)) twice.add(code);
    words.set(code, word);
  }
  for (const code of twice) words.set(code, code === 'C62' ? '' : code);
  return words;
}

import type { Suggestion, Sureness } from '#app/kernel/matching/types.ts';
import { rulesFor } from '#app/modules/banking/queries/rules-for.server.ts';
import type { BankLine, RuleHit } from '#app/modules/banking/types.ts';
import {
  type LineSuggestions,
  type SuggestedItem,
  suggestForLines,
} from '#app/modules/cash-application/queries/suggest-for-lines.server.ts';
import { remittanceOfLine } from '#app/modules/remittances/queries/remittance-of-line.server.ts';
import type { LineRemittance } from '#app/modules/remittances/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ExplainInput, LinePart } from './explain-line-types.ts';
import { type LinkCandidate, linkCandidates } from './link-candidates.server.ts';
import { partOfRule, partsOf } from './offer-parts.server.ts';
import { partsText } from './offer-parts-text.ts';

/** One way to explain a line, whoever thought of it, as it is shown and as it is posted. */
export type Offer = {
  readonly parts: readonly LinePart[];
  readonly sureness: Sureness;
  readonly from:
    | { readonly kind: 'engine'; readonly suggestion: Suggestion; readonly items: ReadonlyMap<string, SuggestedItem> }
    | { readonly kind: 'rule'; readonly hit: RuleHit }
    | { readonly kind: 'link'; readonly title: string; readonly reasons: readonly string[]; readonly isPart: boolean }
    | {
        readonly kind: 'remittance';
        readonly customerName: string;
        readonly reference: string;
        readonly reasons: readonly string[];
      };
};

/**
 * What each open line of one currency may be, the best first: what its remittance says, what is in the books already, what the
 * engine finds, and the rules of staff. Two lines are never offered the same money in full. Reads from a pool.
 */
export async function offersForLines(
  db: ReadDb,
  {
    lines,
    currency,
    locale,
  }: { readonly lines: readonly BankLine[]; readonly currency: string; readonly locale: string },
): Promise<ReadonlyMap<string, readonly Offer[]>> {
  if (lines.length === 0) return new Map();
  const ids = lines.map(({ id }) => id);
  const [found, hitsOf, links, remittances] = await Promise.all([
    suggestForLines(db, { currency, lines }),
    rulesFor(db, { locale }),
    linkCandidates(db, { lines }),
    remittanceOfLine(db, ids),
  ]);
  const offersOf = (line: BankLine) => [
    ...remittanceOffers(line, remittances.get(line.id)),
    ...linkOffers(links.get(line.id) ?? []),
    ...engineOffers(line, found.get(line.id)),
    ...ruleOffers(line, hitsOf(line)),
  ];
  return new Map(lines.map((line) => [line.id, inOrder(offersOf(line))]));
}

/** One that a person attached and that adds up is as sure as that person was. */
function remittanceOffers(line: BankLine, found: LineRemittance | undefined): Offer[] {
  if (!found?.isReady || !found.customerId || found.allocations.length === 0) return [];
  const { customerId, customerName, reference, reasons, allocations, rests, leftMinor } = found;
  const isSure = found.stands === 'attached' && leftMinor === 0n && found.problems.length === 0;
  const part: LinePart = {
    ...{ kind: 'items', customerId, amountMinor: line.amountMinor, leftOver: 'account' },
    ...{ allocations, rests },
  };
  const from = { kind: 'remittance' as const, customerName, reference, reasons };
  return [{ parts: [part], sureness: isSure ? 'exact' : 'likely', from }];
}

const linkOffers = (found: readonly LinkCandidate[]): Offer[] =>
  found.map(({ parts, sureness, ...link }) => ({ parts, sureness, from: { kind: 'link', ...link } }));

function engineOffers(line: BankLine, found: LineSuggestions | undefined): Offer[] {
  if (!found) return [];
  const { items } = found;
  return found.suggestions.flatMap((suggestion): Offer[] => {
    const parts = partsOf(suggestion, { items, bookedOn: line.bookedOn });
    return parts ? [{ parts, sureness: suggestion.sureness, from: { kind: 'engine', suggestion, items } }] : [];
  });
}

const ruleOffers = (line: BankLine, hits: readonly RuleHit[]): Offer[] =>
  hits.flatMap((hit): Offer[] => {
    const part = partOfRule(hit, line.amountMinor);
    return part ? [{ parts: [part], sureness: 'likely', from: { kind: 'rule', hit } }] : [];
  });

const SURENESS_ORDER: readonly Sureness[] = ['exact', 'likely', 'choose'];
const OFFERS_MAX = 5;

/** The surest first; of equals what was thought of first. One way to post is one offer. */
function inOrder(offers: readonly Offer[]): Offer[] {
  const different = new Map<string, Offer>();
  for (const sureness of SURENESS_ORDER)
    for (const offer of offers) {
      const key = partsText(offer.parts);
      if (offer.sureness === sureness && !different.has(key)) different.set(key, offer);
    }
  return [...different.values()].slice(0, OFFERS_MAX);
}

/** What a confirmation (or another choice) tells of the offer that was shown first, by which its class is counted. */
export function evidenceOf(first: Offer, isTaken: boolean): ExplainInput['evidence'] {
  const { from, sureness } = first;
  if (from.kind === 'link' || from.kind === 'remittance') return undefined;
  if (from.kind === 'rule')
    return {
      evidenceClass: `rule/${from.hit.ruleId}`,
      sureness,
      suggestion: { ruleId: from.hit.ruleId, taken: isTaken },
    };
  const { evidenceClass, parts, leftMinor } = from.suggestion;
  const suggestion = {
    parts: parts.map(({ itemId, amountMinor }) => ({ itemId, amountMinor: amountMinor.toString() })),
    leftMinor: leftMinor.toString(),
    taken: isTaken,
  };
  return { evidenceClass, sureness, suggestion };
}

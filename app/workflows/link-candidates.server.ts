import type { Sureness } from '#app/kernel/matching/types.ts';
import { daysBetween } from '#app/kernel/plain-date.ts';
import {
  DAYS_AROUND,
  DAYS_RETURNED,
  linkSubjects,
  type LinkSubject as Subject,
} from '#app/modules/banking/queries/link-subjects.server.ts';
import type { BankLine } from '#app/modules/banking/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { LinePart } from './explain-line-types.ts';
import { returnWords, saysReturned } from './return-words.ts';

/** A line as far as it says what it could be. Minor units, above zero into our account. */
export type LineToLink = Pick<
  BankLine,
  | 'id'
  | 'bookedOn'
  | 'amountMinor'
  | 'currency'
  | 'kind'
  | 'returnReason'
  | 'isReversal'
  | 'bankRef'
  | 'payerRef'
  | 'creditorRef'
  | 'text'
  | 'partyName'
>;

export type LinkCandidate = {
  readonly parts: readonly LinePart[];
  /** What it is, as a person says it: "Payout po_1", "Payment RCP-12 of Ash & Co". */
  readonly title: string;
  readonly reasons: readonly string[];
  readonly sureness: Sureness;
};

const SHOWN_MAX = 5;

/**
 * What is in the books already and could be each line: payouts, deposits, payments that came back, refunds (alone or a whole
 * file), transfers recorded by hand before the statement came; and for a line that says it is a return, the payment it takes
 * back. Best first, each with its reasons. The amount agrees always; an amount alone is something to choose from.
 */
export async function linkCandidates(
  db: ReadDb,
  { lines }: { readonly lines: readonly LineToLink[] },
): Promise<ReadonlyMap<string, readonly LinkCandidate[]>> {
  const found = new Map<string, readonly LinkCandidate[]>();
  for (const [currency, some] of Map.groupBy(lines, (line) => line.currency)) {
    const subjects = await linkSubjects(db, { currency, lines: some });
    const sums = Map.groupBy(subjects, (one) => `${one.kind} ${one.group_key}`);
    for (const line of some) found.set(line.id, candidatesOf(line, [...sums.values()]));
  }
  return found;
}

const RANK: Readonly<Record<Sureness, number>> = { exact: 0, likely: 1, choose: 2 };

function candidatesOf(line: LineToLink, groups: readonly (readonly Subject[])[]): LinkCandidate[] {
  const isReturn = saysReturned(line);
  const fitting = groups
    .flatMap((group) => (group.length > 1 ? [group, ...group.map((one) => [one])] : [group]))
    .filter((group) => fits(line, group, isReturn))
    .map((group) => toCandidate(line, group));
  return fitting.sort((a, b) => RANK[a.sureness] - RANK[b.sureness]).slice(0, SHOWN_MAX);
}

const sumOf = (group: readonly Subject[]): bigint => group.reduce((sum, one) => sum + one.amount_minor, 0n);

function fits(line: LineToLink, group: readonly Subject[], isReturn: boolean): boolean {
  const first = group[0]!;
  if (sumOf(group) !== line.amountMinor) return false;
  const days = Math.abs(daysBetween(first.on_day, line.bookedOn));
  if (first.kind !== 'returnable') return days <= DAYS_AROUND;
  return (isReturn || namedIn(line, first) !== null) && first.on_day <= line.bookedOn && days <= DAYS_RETURNED;
}

const folded = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const NAMED_MIN = 4;

/** Which of its names stands in what the line says; null for none. */
function namedIn(line: LineToLink, subject: Subject): string | null {
  const said = [line.bankRef, line.payerRef, line.creditorRef, line.text].map(folded);
  const names = subject.names.filter((name) => folded(name).length >= NAMED_MIN);
  return names.find((name) => said.some((text) => text.includes(folded(name)))) ?? null;
}

function toCandidate(line: LineToLink, group: readonly Subject[]): LinkCandidate {
  const first = group[0]!;
  const named = group.map((one) => namedIn(line, one)).find((name) => name !== null) ?? null;
  const payer =
    first.customer_name !== '' && line.partyName !== '' && folded(line.partyName) === folded(first.customer_name);
  const days = daysBetween(first.on_day, line.bookedOn);
  const reasons = [
    ...(named ? [`Reference ${named} found`] : []),
    'Amount equal',
    ...(payer ? ['Payer known'] : []),
    ...(first.kind === 'returnable' ? [returnWords(line.returnReason)] : []),
    first.kind === 'returnable' ? 'Its payment is taken back' : 'In the books already, nothing is posted',
    ...(days === 0 ? ['Same day'] : [`${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'} apart`]),
  ];
  const sureness = named ? 'exact' : payer || first.kind === 'payout' || first.kind === 'deposit' ? 'likely' : 'choose';
  const parts = group.map((one) => partOf(line, one));
  return { parts, title: titleOf(group), reasons, sureness };
}

const titleOf = (group: readonly Subject[]): string =>
  group.length === 1 ? group[0]!.title : `${group.length} refunds of ${group[0]!.group_key}`;

const partOf = (line: LineToLink, one: Subject): LinePart =>
  one.kind === 'returnable'
    ? {
        ...{ kind: 'returned-payment', paymentId: one.id, amountMinor: one.amount_minor },
        reason: returnWords(line.returnReason),
      }
    : { kind: 'existing', subjectKind: one.kind, subjectId: one.id, amountMinor: one.amount_minor };

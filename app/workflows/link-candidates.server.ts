import type { Sureness } from '#app/kernel/matching/types.ts';
import { daysBetween } from '#app/kernel/plain-date.ts';
import {
  DAYS_AROUND,
  DAYS_RETURNED,
  linkSubjects,
  partlyReturnable,
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
  /** It takes only a part of its payment. */
  readonly isPart: boolean;
};

const SHOWN_MAX = 5;

/**
 * What is in the books already and could be each line: payouts, deposits, payments that came back, refunds (alone or a whole
 * file), transfers recorded by hand before the statement came; and for a line that says it is a return, the payment it takes
 * back, or takes a part of. Best first, each with its reasons. But for such a part the amount agrees always; an amount alone is something to choose from.
 */
export async function linkCandidates(
  db: ReadDb,
  { lines }: { readonly lines: readonly LineToLink[] },
): Promise<ReadonlyMap<string, readonly LinkCandidate[]>> {
  const found = new Map<string, readonly LinkCandidate[]>();
  for (const [currency, some] of Map.groupBy(lines, (line) => line.currency)) {
    const subjects = await linkSubjects(db, { currency, lines: some });
    const parts = await partlyReturnable(db, { currency, lines: some.filter(saysReturned).map(returning) });
    const sums = Map.groupBy([...subjects, ...parts], (one) => `${one.kind} ${one.group_key}`);
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

const returning = (line: LineToLink) => {
  const said = [line.bankRef, line.payerRef, line.creditorRef, line.text].map((text) => text.trim().toUpperCase());
  return {
    ...line,
    words: said.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}/.-]+/u)]).filter((word) => word !== ''),
  };
};

const sumOf = (group: readonly Subject[]): bigint => group.reduce((sum, one) => sum + one.amount_minor, 0n);

function fits(line: LineToLink, group: readonly Subject[], isReturn: boolean): boolean {
  const first = group[0]!;
  if (first.kind === 'returnable_part') return fitsPart(line, first, isReturn);
  if (sumOf(group) !== line.amountMinor) return false;
  const days = Math.abs(daysBetween(first.on_day, line.bookedOn));
  if (first.kind !== 'returnable') return days <= DAYS_AROUND;
  return (isReturn || namedIn(line, first) !== null) && first.on_day <= line.bookedOn && days <= DAYS_RETURNED;
}

/** A part is only offered where the line says that something came back, and names the payment or its payer. */
const fitsPart = (line: LineToLink, payment: Subject, isReturn: boolean): boolean =>
  isReturn &&
  payment.amount_minor < line.amountMinor &&
  (namedIn(line, payment) !== null || isPayer(line, payment)) &&
  payment.on_day <= line.bookedOn &&
  daysBetween(payment.on_day, line.bookedOn) <= DAYS_RETURNED;

const isPayer = (line: LineToLink, { customer_name }: Subject): boolean =>
  customer_name !== '' && line.partyName !== '' && folded(line.partyName) === folded(customer_name);

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
  const payer = isPayer(line, first);
  const isPart = first.kind === 'returnable_part';
  const isReturned = isPart || first.kind === 'returnable';
  const days = daysBetween(first.on_day, line.bookedOn);
  const reasons = [
    ...(named ? [`Reference ${named} found`] : []),
    isPart ? 'A part of the payment' : 'Amount equal',
    ...(payer ? ['Payer known'] : []),
    ...(isReturned ? [returnWords(line.returnReason)] : []),
    isPart
      ? 'The part is owed again'
      : isReturned
        ? 'Its payment is taken back'
        : 'In the books already, nothing is posted',
    ...(days === 0 ? ['Same day'] : [`${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'} apart`]),
  ];
  return {
    parts: group.map((one) => partOf(line, one)),
    title: titleOf(group),
    reasons,
    sureness: surenessOf(first, { named, payer }),
    isPart,
  };
}

/** The amount of a part proves nothing, so it is never exact. */
function surenessOf({ kind }: Subject, { named, payer }: { named: string | null; payer: boolean }): Sureness {
  if (kind === 'returnable_part') return named ? 'likely' : 'choose';
  if (named) return 'exact';
  return payer || kind === 'payout' || kind === 'deposit' ? 'likely' : 'choose';
}

const titleOf = (group: readonly Subject[]): string =>
  group[0]!.kind === 'returnable_part'
    ? `Part of payment${group[0]!.title.slice('Payment'.length)}`
    : group.length === 1
      ? group[0]!.title
      : `${group.length} refunds of ${group[0]!.group_key}`;

const partOf = (line: LineToLink, one: Subject): LinePart =>
  one.kind === 'returnable' || one.kind === 'returnable_part'
    ? {
        // Of a part the line says how much.
        ...{ kind: 'returned-payment', paymentId: one.id, amountMinor: line.amountMinor },
        reason: returnWords(line.returnReason),
      }
    : { kind: 'existing', subjectKind: one.kind, subjectId: one.id, amountMinor: one.amount_minor };

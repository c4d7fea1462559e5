import type { PlainDate } from '#app/kernel/plain-date.ts';

/** What two lines are compared by. Minor units of the account's currency. */
export type Comparable = {
  readonly bookedOn: PlainDate;
  readonly amountMinor: bigint;
  readonly bankRef: string;
  readonly payerRef: string;
  readonly partyName: string;
  readonly text: string;
};

export type SameLine<Known> = { readonly at: number; readonly how: 'reference' | 'looks'; readonly known: Known };

/** Words that stand where a bank has no reference; they name nothing. */
const NO_REFERENCE = new Set(['', 'NONREF', 'NOTPROVIDED', 'NOREF', 'NONE']);

const plain = (text: string): string => text.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, '');
const referenceOf = ({ bankRef }: Comparable): string => {
  const reference = plain(bankRef);
  return NO_REFERENCE.has(reference) ? '' : reference;
};
const dayAndAmount = (line: Comparable): string => `${line.bookedOn} ${line.amountMinor}`;

/**
 * Which lines of a file came before, among those that are stored of the same account. The bank's own reference with the same
 * day and amount makes two lines one movement. Where one of the two has no reference, the same day and amount with the same
 * payer's reference, name or text is a suspicion and no more. One stored line stands for one line of the file: two equal
 * payments on one day stay two. Lines with different references of the bank are never the same (decision 0050).
 */
export function findSameLines<Known extends Comparable>(
  lines: readonly Comparable[],
  known: readonly Known[],
): SameLine<Known>[] {
  const found = new Map<number, SameLine<Known>>();
  const free = new Set(known);
  const byReference = Map.groupBy(
    known.filter((one) => referenceOf(one) !== ''),
    (one) => `${dayAndAmount(one)} ${referenceOf(one)}`,
  );
  for (const [at, line] of lines.entries()) {
    const reference = referenceOf(line);
    const same = reference === '' ? undefined : byReference.get(`${dayAndAmount(line)} ${reference}`)?.shift();
    if (!same) continue;
    free.delete(same);
    found.set(at, { at, how: 'reference', known: same });
  }
  const byDay = Map.groupBy(
    known.filter((one) => free.has(one)),
    dayAndAmount,
  );
  for (const [at, line] of lines.entries()) {
    if (found.has(at)) continue;
    const same = byDay.get(dayAndAmount(line))?.find((one) => free.has(one) && looksTheSame(line, one));
    if (!same) continue;
    free.delete(same);
    found.set(at, { at, how: 'looks', known: same });
  }
  return [...found.values()].sort((a, b) => a.at - b.at);
}

function looksTheSame(a: Comparable, b: Comparable): boolean {
  if (referenceOf(a) !== '' && referenceOf(b) !== '') return false;
  const agree = (left: string, right: string) => plain(left) !== '' && plain(left) === plain(right);
  if (agree(a.payerRef, b.payerRef) || agree(a.partyName, b.partyName) || agree(a.text, b.text)) return true;
  return [a, b].some((line) => plain(`${line.payerRef}${line.partyName}${line.text}`) === '');
}

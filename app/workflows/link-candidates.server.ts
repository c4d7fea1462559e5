import { sql } from 'kysely';
import type { Sureness } from '#app/kernel/matching/types.ts';
import { addDays, daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ExistingKind, LinePart } from './explain-line-types.ts';
import { returnWords, saysReturned } from './return-words.ts';

/** A line as far as it says what it could be. Minor units, above zero into our account. */
export type LineToLink = {
  readonly id: string;
  readonly bookedOn: PlainDate;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly kind: string;
  readonly returnReason: string;
  readonly isReversal: boolean;
  readonly bankRef: string;
  readonly payerRef: string;
  readonly creditorRef: string;
  readonly text: string;
  readonly partyName: string;
};

export type LinkCandidate = {
  readonly parts: readonly LinePart[];
  /** What it is, as a person says it: "Payout po_1", "Payment RCP-12 of Ash & Co". */
  readonly title: string;
  readonly reasons: readonly string[];
  readonly sureness: Sureness;
};

type Subject = {
  readonly kind: ExistingKind | 'returnable';
  readonly id: string;
  /** Several of one file for the bank are one line. */
  readonly group_key: string;
  readonly amount_minor: bigint;
  readonly on_day: PlainDate;
  readonly title: string;
  readonly customer_name: string;
  readonly names: readonly string[];
};

/** The bank books within some days of what we wrote; a payment comes back within weeks. */
const DAYS_AROUND = 7;
const DAYS_RETURNED = 90;
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
    const subjects = await readSubjects(db, currency, some);
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

/** Whatever posted the amount of a line, or of a file of refunds, on our account around its day, and stands for no line in full. */
async function readSubjects(db: ReadDb, currency: string, lines: readonly LineToLink[]): Promise<readonly Subject[]> {
  const days = lines.map((line) => line.bookedOn).sort();
  const [from, to] = [addDays(days[0]!, -DAYS_AROUND), addDays(days.at(-1)!, DAYS_AROUND)];
  const amounts = lines.map((line) => line.amountMinor.toString());
  const back = lines.filter((line) => line.amountMinor < 0n).map((line) => (-line.amountMinor).toString());
  const { rows } = await sql<Subject>`
    with posted as (
      select 'payout' as kind, p.id, p.id::text as group_key, l.amount_minor, t.value_on as on_day, 'Payout ' || p.ref as title, '' as customer_name,
          array[p.ref, p.bank_reference] as names
        from payout_postings t join payouts p on p.id = t.payout_id join entry_lines l on l.entry_id = t.entry_id and l.account_code = '1010'
        where p.currency = ${currency} and t.value_on between ${from} and ${to} and l.amount_minor = any (${amounts}::bigint[])
      union all
      select 'deposit', d.id, d.id::text, d.amount_minor, d.deposited_on, 'Deposit ' || d.number, '', array[d.number, d.slip_ref]
        from deposit_batches d where d.currency = ${currency} and d.deposited_on between ${from} and ${to} and d.amount_minor = any (${amounts}::bigint[])
          and not exists (select from deposit_cancellations c where c.batch_id = d.id)
      union all
      select 'payment_reversal', p.id, p.id::text, l.amount_minor, r.effective_on, 'Payment ' || p.number || ' of ' || c.name || ', taken back', c.name,
          array[p.number, p.reference]
        from payment_reversals r join payments p on p.id = r.payment_id join customers c on c.id = p.customer_id
          join entry_lines l on l.entry_id = r.entry_id and l.account_code = '1010'
        where p.currency = ${currency} and r.effective_on between ${from} and ${to} and l.amount_minor = any (${amounts}::bigint[])
          and not exists (select from bank_line_links k join bank_explanation_undoings u on u.explanation_id = k.explanation_id
            where k.entry_id = p.entry_id and u.xid = r.xid)
      union all
      select 'refund', f.id, coalesce(b.number, f.number), l.amount_minor, v.effective_on, 'Refund ' || f.number || ' to ' || c.name, c.name,
          array[f.number, coalesce(b.number, '')]
        from refund_events v join refunds f on f.id = v.refund_id join customers c on c.id = f.customer_id
          join entry_lines l on l.entry_id = v.entry_id and l.account_code = '1010'
          left join refund_events s on s.refund_id = f.id and s.kind = 'sent' left join refund_batches b on b.id = s.batch_id
        where f.currency = ${currency} and v.effective_on between ${from} and ${to}
      union all
      select 'existing_payment', p.id, p.id::text, p.amount_minor, p.value_on, 'Payment ' || p.number || ' of ' || c.name || ', recorded by hand', c.name,
          array[p.number, p.reference]
        from payments p join customers c on c.id = p.customer_id
        where p.method = 'transfer' and p.currency = ${currency} and p.received_on between ${from} and ${to} and p.amount_minor = any (${amounts}::bigint[])
          and not exists (select from bank_line_links k where k.entry_id = p.entry_id))
    select * from posted s where not exists (select from bank_subjects_linked k where k.kind = s.kind and k.subject_id = s.id
      and k.is_in = (s.amount_minor > 0) and k.linked_minor = s.amount_minor)
    union all
    select 'returnable', p.id, p.id::text, -p.amount_minor, p.value_on, 'Payment ' || p.number || ' of ' || c.name, c.name,
        array[p.number, p.reference, coalesce(i.cheque_no, '')]
      from payments p join customers c on c.id = p.customer_id left join instrument_standing t on t.payment_id = p.id left join instruments i on i.id = t.instrument_id
      where p.currency = ${currency} and p.method in ('transfer', 'cheque', 'cash') and p.amount_minor = any (${back}::bigint[])
        and p.received_on between ${addDays(from, -DAYS_RETURNED)} and ${to} and not exists (select from payment_reversals r where r.payment_id = p.id)
    order by on_day desc, title`.execute(db as never);
  return rows.map((row) => ({ ...row, on_day: row.on_day }));
}

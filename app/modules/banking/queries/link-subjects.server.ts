import { sql } from 'kysely';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Something in the books that a line may stand for; `returnable`: a payment that a line may take back; `returnable_part`: one it may take a part of. */
export type LinkSubject = {
  readonly kind:
    | 'payout'
    | 'deposit'
    | 'payment_reversal'
    | 'refund'
    | 'existing_payment'
    | 'returnable'
    | 'returnable_part';
  readonly id: string;
  /** Several of one file for the bank are one line. */
  readonly group_key: string;
  /** Minor units, above zero into our account. */
  readonly amount_minor: bigint;
  readonly on_day: PlainDate;
  readonly title: string;
  readonly customer_name: string;
  /** What names it: its number, its references. */
  readonly names: readonly string[];
};

type Booked = { readonly bookedOn: PlainDate; readonly amountMinor: bigint };

/** The bank books within some days of what we wrote; a payment comes back within weeks. */
export const DAYS_AROUND = 7;
export const DAYS_RETURNED = 90;

/** The invoices a payment paid: a return often names those. */
const PAID_NUMBERS = sql`array(select v.number from applications a join open_items d on d.id = a.debit_item_id join invoices v on v.id = d.source_id
  where a.credit_item_id = p.open_item_id and a.reverses_id is null limit 50)`;

/** Whatever posted the amount of a line, or of a file of refunds, on our account around its day, and stands for no line in full. */
export async function linkSubjects(
  db: ReadDb,
  { currency, lines }: { readonly currency: string; readonly lines: readonly Booked[] },
): Promise<readonly LinkSubject[]> {
  const days = lines.map((line) => line.bookedOn).sort();
  const [from, to] = [addDays(days[0]!, -DAYS_AROUND), addDays(days.at(-1)!, DAYS_AROUND)];
  const amounts = lines.map((line) => line.amountMinor.toString());
  const back = lines.filter((line) => line.amountMinor < 0n).map((line) => (-line.amountMinor).toString());
  const { rows } = await sql<LinkSubject>`
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
          and not reversed_for_a_line(p.id, r.xid)
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
          and not exists (select from bank_line_links k where k.entry_id = p.entry_id)
          and not exists (select from bank_explanation_undoings u where u.xid = p.xid))
    select * from posted s where not exists (select from bank_subjects_linked k where k.kind = s.kind and k.subject_id = s.id
      and k.is_in = (s.amount_minor > 0) and k.linked_minor = s.amount_minor)
    union all
    select 'returnable', p.id, p.id::text, -p.amount_minor, p.value_on, 'Payment ' || p.number || ' of ' || c.name, c.name,
        array[p.number, p.reference, coalesce(i.cheque_no, '')] || ${PAID_NUMBERS}
      from payments p join customers c on c.id = p.customer_id left join instrument_standing t on t.payment_id = p.id left join instruments i on i.id = t.instrument_id
      where p.currency = ${currency} and p.method in ('transfer', 'cheque', 'cash') and p.amount_minor = any (${back}::bigint[])
        and p.received_on between ${addDays(from, -DAYS_RETURNED)} and ${to} and not exists (select from payment_reversals r where r.payment_id = p.id)
        and not exists (select from payment_parts_returned r where r.payment_id = p.id)
    order by on_day desc, title`.execute(db as never);
  return rows;
}

/** What a line that says it is a return holds: its words, and whose name it bears. */
export type Returning = Booked & { readonly words: readonly string[]; readonly partyName: string };

/**
 * Transfers of which lines that say they are returns may take a part back: named by number, reference or a paid invoice, or by
 * the payer, with more left than the line. `amount_minor` is what is left of the payment, below zero.
 */
export async function partlyReturnable(
  db: ReadDb,
  { currency, lines }: { readonly currency: string; readonly lines: readonly Returning[] },
): Promise<readonly LinkSubject[]> {
  if (lines.length === 0) return [];
  const days = lines.map((line) => line.bookedOn).sort();
  const words = [...new Set(lines.flatMap((line) => line.words))];
  const names = [
    ...new Set(lines.map(({ partyName }) => partyName.trim().toLowerCase()).filter((name) => name !== '')),
  ];
  const [from, to] = [addDays(days[0]!, -DAYS_RETURNED), days.at(-1)!];
  const { rows } = await sql<LinkSubject>`
    select 'returnable_part' as kind, p.id, p.id::text as group_key, -(p.amount_minor - coalesce(r.returned_minor, 0))::bigint as amount_minor,
      p.value_on as on_day, 'Payment ' || p.number || ' of ' || c.name as title, c.name as customer_name, array[p.number, p.reference] || ${PAID_NUMBERS} as names
    from payments p join customers c on c.id = p.customer_id left join payment_parts_returned r on r.payment_id = p.id
    where p.currency = ${currency} and p.method = 'transfer' and p.received_on between ${from} and ${to}
      and not exists (select from payment_reversals v where v.payment_id = p.id)
      and p.id in (select id from payments where number = any (${words})
        union select id from payments where reference <> '' and upper(reference) = any (${words})
        union select y.id from invoices v join open_items d on d.source_id = v.id join applications a on a.debit_item_id = d.id and a.reverses_id is null
          join payments y on y.open_item_id = a.credit_item_id where v.number = any (${words})
        union select y.id from customers n join payments y on y.customer_id = n.id where lower(n.name) = any (${names}))
    order by p.value_on desc, p.number limit ${PARTS_MAX}`.execute(db as never);
  return rows;
}

/** So many payments are looked at for all the returns of a page. */
const PARTS_MAX = 500;

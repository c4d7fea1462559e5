import type { BenchDatabase } from './bench-database.ts';

/** Of the first on each invoice, one in so many lives; all others were closed, as at a desk that keeps up. */
const LIVING_EVERY = 2;

/**
 * Disputes over the invoices of a filled book, one after the other, in statements over whole sets: questions, complaints and
 * disputes of all reasons over three years, three messages and their stages each, one in four handed to a department. Those
 * that live hold what is open of their invoice. Written past the triggers, which `dispute_faults` then stands in for.
 */
export async function fillDisputes({ owner }: BenchDatabase, count: number): Promise<void> {
  const client = await owner.pool.connect();
  try {
    await client.query('begin');
    await client.query(`set local session_replication_role = replica`);
    for (const statement of STATEMENTS) await client.query(statement.replaceAll('$COUNT', String(count)));
    await client.query('commit');
    await client.query('vacuum analyze');
  } finally {
    client.release();
  }
}

const STATEMENTS: readonly string[] = [
  `create temporary table made on commit drop as
    select n, md5('dispute ' || n)::uuid as id, md5('hold ' || n)::uuid as hold_id, v.id as invoice_id, v.customer_id, v.currency, i.id as item_id,
      (array['wrong_price', 'wrong_quantity', 'not_received', 'damaged', 'billed_twice', 'already_paid', 'wrong_details', 'service', 'other'])[1 + n % 9] as reason,
      case when n % 10 < 7 then 'dispute' when n % 10 < 9 then 'question' else 'complaint' end as kind, v.gross_minor, i.residual_minor,
      g = 1 and n % ${LIVING_EVERY} = 0 and (n % 10 >= 7 or i.residual_minor > 0) as lives,
      (v.document_on + 35 + (g - 1) * 20 + n % 20)::timestamptz + make_interval(mins => n % 600) as raised_at
    from (select (row_number() over (order by g, id))::int as n, g, v.* from invoices v, generate_series(1, 100) g where kind = 'invoice' and g <= 1 + $COUNT / (
        select count(*) from invoices where kind = 'invoice') order by g, id limit $COUNT) v join open_items i on i.id = v.open_item_id`,
  `insert into users (kind, email, name, role) select 'staff', 'resolver' || g || '@bench.example', 'Resolver ' || g, 'resolver' from generate_series(1, 20) g`,
  `insert into holds (id, customer_id, item_id, kind, amount_minor, reason, effective_on, placed_at)
    select hold_id, customer_id, item_id, 'disputed', case when lives then residual_minor else gross_minor end, 'bench', raised_at::date, raised_at from made where kind = 'dispute'`,
  `insert into hold_releases (hold_id, customer_id, reason, effective_on, released_at)
    select hold_id, customer_id, 'bench', raised_at::date + 1 + (n % 15)::int, raised_at + make_interval(days => 1 + (n % 15)::int) from made where kind = 'dispute' and not lives`,
  `insert into disputes (id, no, raised_on, customer_id, item_id, invoice_id, kind, reason_code, amount_minor, currency, hold_id, state, waits_for, state_at, severity,
      raised_by_kind, raised_by_name, raised_at, queue, owner_user, owner_name, answer_due_at, resolve_due_at, first_answered_at, last_word_by, last_word_at, outcome,
      agreed_minor, closed_at)
    overriding system value
    select m.id, m.n, m.raised_at::date, m.customer_id, case when m.kind = 'dispute' then m.item_id end, m.invoice_id, m.kind, m.reason,
      case when m.kind = 'dispute' then case when m.lives then m.residual_minor else m.gross_minor end end, case when m.kind = 'dispute' then m.currency end,
      case when m.kind = 'dispute' and m.lives then m.hold_id end, case when m.lives then case when m.n % 5 = 0 then 'waiting_customer' else 'looked_at' end else 'closed' end,
      case when m.lives then case when m.n % 5 = 0 then 'customer' else 'us' end end, m.raised_at + case when m.lives then interval '2 hours'
        else make_interval(days => 1 + (m.n % 15)::int) end, case when m.kind = 'complaint' then 'normal' end,
      'customer', 'Jo', m.raised_at, r.queue, case when m.n % 3 > 0 then u.id end, case when m.n % 3 > 0 then u.name end, m.raised_at + interval '1 day',
      m.raised_at + interval '5 days', m.raised_at + interval '2 hours', case when m.n % 2 = 0 then 'customer' else 'us' end, m.raised_at + interval '3 hours',
      case when m.lives then null when m.kind = 'dispute' then 'refused' else 'answered' end, case when m.kind = 'dispute' and not m.lives then 0 end,
      case when not m.lives then m.raised_at + make_interval(days => 1 + (m.n % 15)::int) end
    from made m join dispute_reasons r on r.code = m.reason
    join (select row_number() over (order by email) - 1 as k, id, name from users where email like 'resolver%@bench.example') u on u.k = m.n % 20`,
  `insert into dispute_holds (hold_id, dispute_id, customer_id) select hold_id, id, customer_id from made where kind = 'dispute'`,
  `insert into dispute_lines (dispute_id, customer_id, invoice_id, invoice_line_no, what, amount_minor, is_contested)
    select id, customer_id, invoice_id, case when kind = 'dispute' then null else 1 end, case when kind = 'dispute' then 'whole' else 'about' end,
      case when kind = 'dispute' then case when lives then residual_minor else gross_minor end else 0 end, lives and kind = 'dispute' from made where kind <> 'complaint'`,
  `insert into dispute_stages (dispute_id, customer_id, position, from_state, to_state, waits_for, changed_at, by_kind, by_name)
    select m.id, m.customer_id, s.position, s.from_state, s.to_state, s.waits_for, s.at, 'staff', 'Resolver' from made m
    cross join lateral (
      select 1 as position, null as from_state, 'new' as to_state, 'us' as waits_for, m.raised_at as at
      union all select 2, 'new', case when m.lives and m.n % 5 = 0 then 'waiting_customer' else 'looked_at' end,
        case when m.lives and m.n % 5 = 0 then 'customer' else 'us' end, m.raised_at + interval '2 hours'
      union all select 3, 'looked_at', 'decided', 'us', m.raised_at + make_interval(days => 1 + (m.n % 15)::int) where not m.lives and m.kind = 'dispute'
      union all select case when m.kind = 'dispute' then 4 else 3 end, case when m.kind = 'dispute' then 'decided' else 'looked_at' end, 'closed', null,
        m.raised_at + make_interval(days => 1 + (m.n % 15)::int) where not m.lives) s`,
  `insert into dispute_messages (id, dispute_id, customer_id, visibility, author_kind, author_name, body, via, written_at)
    select gen_random_uuid(), m.id, m.customer_id, case when g = 2 then 'internal' else 'customer' end, case when g = 1 then 'customer' else 'staff' end,
      case when g = 1 then 'Jo' else 'Resolver' end, 'Message ' || g || ' about ' || m.reason || ' of ' || m.n, case when g = 1 then 'portal' else 'staff' end,
      m.raised_at + make_interval(hours => g) from made m, generate_series(1, 3) g`,
  `insert into dispute_handovers (id, dispute_id, customer_id, to_queue, to_name, question, asked_by_name, asked_at, due_at, recalled_at)
    select md5('ask ' || n)::uuid, id, customer_id, (array['sales', 'service', 'shipping', 'operations'])[1 + n % 4], 'Department', 'What happened?', 'Resolver',
      raised_at + interval '4 hours', raised_at + interval '2 days', raised_at + interval '1 day' from made where n % 4 = 0`,
  `insert into dispute_decisions (id, dispute_id, customer_id, decision, agreed_minor, words, decided_by_name, decided_at)
    select md5('decision ' || n)::uuid, id, customer_id, 'refused', 0, 'As agreed', 'Resolver', raised_at + make_interval(days => 1 + (n % 15)::int)
    from made where kind = 'dispute' and not lives`,
  `insert into dispute_learnings (dispute_id, customer_id, cause_version, department, learned_by_name, learned_at)
    select m.id, m.customer_id, c.version, c.department, 'Resolver', m.raised_at + interval '16 days' from made m
    join (select row_number() over (order by version) - 1 as k, * from dispute_causes) c on c.k = m.n % 14 where not m.lives and m.n % 2 = 0`,
];

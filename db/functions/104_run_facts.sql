-- What a preview rests on, so that it can be seen when something of it changed.

create or replace function run_common_digest(on_day date) returns text
language sql stable set search_path = public, pg_temp as $$
  select md5(concat(
    (select string_agg(concat_ws('|', t.code, t.standard_code, tax_rate_on(t.code, on_day), t.valid_from_on, t.valid_to_on), ',' order by t.code) from tax_categories t),
    (select string_agg(concat_ws('|', x.currency, x.rate), ',' order by x.currency) from (
      select distinct on (r.currency) r.currency, r.rate from exchange_rates r where r.rate_on <= on_day order by r.currency, r.rate_on desc) x),
    (select concat_ws('|', c.base_currency, c.country) from company c),
    (select string_agg(company_version(s.what, '', on_day)::text, ',' order by s.what) from unnest(array['names', 'tax_number']) as s (what)),
    (select s::text from einvoice_seller s),
    (select concat_ws('|', d.channel, d.einvoice_profile) from delivery_defaults d where d.document_kind = 'invoice')));
$$;
comment on function run_common_digest(date) is 'Digest of what all drafts of a run have in common: taxes, the exchange rates of its day, and ourselves as e-invoices name us.';

create or replace function run_facts_digests(ids uuid[], upto date, of_cycles text[]) returns table (customer_id uuid, digest text)
language sql stable set search_path = public, pg_temp as $$
  select c.id, md5(concat(
    row(c.name, c.address_lines, c.country, c.tax_number, c.language, c.terms_from, c.terms_days, c.po_required, c.invoice_per)::text,
    invoices_reach_somebody(c.id)::text,
    (select concat_ws('|', o.channel, o.einvoice_profile) from delivery_choices o where o.customer_id = c.id and o.document_kind = 'invoice'),
    (select b::text from einvoice_buyers b where b.customer_id = c.id),
    (select string_agg(row(k.id, k.version_no, k.state, k.po_number, k.invoice_per, k.terms_from, k.terms_days, k.ends_on)::text, ',' order by k.id)
      from contracts k where k.customer_id = c.id),
    (select row(count(*), coalesce(sum(u.n), 0), coalesce(sum(b.n), 0))::text from contract_lines l
      cross join lateral (select count(*) as n from usage_records u where u.contract_line_id = l.id and u.occurred_on <= upto) u
      cross join lateral (select count(*) as n from billed_periods b where b.contract_line_id = l.id) b
      where l.customer_id = c.id and l.cycle = any (of_cycles))))
  from unnest(ids) as asked (id) cross join lateral (select * from customers x where x.id = asked.id offset 0) c;
$$;
comment on function run_facts_digests(uuid[], date, text[]) is
  'Per customer a digest of what a preview reads of them: who they are, whether invoices can be sent to them and as what, their contracts by version, and how much usage up to the day and how many billed '
  'periods there are of lines with these cycles (neither is ever taken away).';

create or replace function not_seen_by(run billing_runs, written xid8) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select case when run.facts_snapshot is null then written >= run.facts_xid else not pg_visible_in_snapshot(written, run.facts_snapshot) end;
$$;
comment on function not_seen_by(billing_runs, xid8) is 'Whether a row was written after a run''s preview began to read, or had not been committed by then.';

create or replace function run_changes(of_run uuid) returns table (what text, how_many bigint, example_id uuid)
language sql stable set search_path = public, pg_temp as $$
  with r as materialized (select * from billing_runs where id = of_run),
  sold as materialized (select l.product_id, max(l.billed_to_on) as last_on from run_draft_lines l where l.run_id = of_run group by l.product_id),
  moved as (
    select s.customer_id from (select array_agg(k.customer_id) as ids from run_customers k where k.run_id = of_run) asked, r,
      run_facts_digests(asked.ids, r.cut_off_on, r.cycles) s
      join run_customers k on k.run_id = of_run and k.customer_id = s.customer_id
    where k.facts_digest <> s.digest)
  select 'customers', count(*), min(m.customer_id::text)::uuid from moved m having count(*) > 0
  union all
  select 'prices', count(*), min(p.product_id::text)::uuid from list_prices p join sold on sold.product_id = p.product_id, r
    where (not_seen_by(r, p.xid) or exists (select from list_price_withdrawals w where w.list_price_id = p.id and not_seen_by(r, w.xid)))
      and p.valid_from_on <= sold.last_on having count(*) > 0
  union all
  select 'products', count(*), min(d.id::text)::uuid from products d join sold on sold.product_id = d.id, r where d.changed_at > r.facts_at having count(*) > 0
  union all
  select 'common', 1, null from r where r.facts_digest <> run_common_digest(r.document_on);
$$;
comment on function run_changes(uuid) is
  'What changed since a run was previewed, that it used: customers (with their contracts, usage and what was billed), prices, products, or what all have in common. No row: nothing.';

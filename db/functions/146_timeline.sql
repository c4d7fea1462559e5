-- How words are read for searching, and what the timeline is drawn from.

create or replace function search_words(given text) returns text
language sql immutable parallel safe set search_path = public, pg_temp as $$
  select regexp_replace(
    replace(replace(replace(translate(
      lower(regexp_replace(normalize(given, nfkd), '[\u0300-\u036f]+', '', 'g') collate pg_c_utf8), 'øđłıħŧ', 'odliht'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g');
$$;
comment on function search_words(text) is 'The words of a text without case, accents and punctuation, so that "Ågård, No. 7" is found by "agard no 7". Both what is kept and what is asked pass through it.';

create or replace function search_query(asked text) returns tsquery
language plpgsql stable parallel safe set search_path = public, pg_temp as $$
declare
  found text[];
  term tsquery;
  positive tsquery;
  negative tsquery;
  taken int := 0;
begin
  for found in select regexp_matches(left(asked, 200), '(-?)"([^"]*)"|(-?)([^\s"]+)', 'g') loop
    taken := taken + 1;
    exit when taken > 12;
    term := phraseto_tsquery('simple', search_words(coalesce(found[2], found[4])));
    continue when term is null or numnode(term) = 0;
    -- A word stands for all that begin with it; in quotes it is that word alone. One or two letters begin too much.
    if found[4] is not null and length(search_words(found[4])) >= 3 then term := (term::text || ':*')::tsquery; end if;
    if coalesce(found[1], found[3]) = '-' then negative := coalesce(negative && !!term, !!term);
    else positive := coalesce(positive && term, term);
    end if;
  end loop;
  if positive is null then return null; end if;
  return coalesce(positive && negative, positive);
end;
$$;
comment on function search_query(text) is 'What a person typed as a question to the index: all words, each as the beginning of one; "in quotes" as a phrase; -without. Null where nothing can be looked for.';

create or replace function stamp_search_words() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  new.words := to_tsvector('simple', search_words(concat_ws(' ', new.head, new.people, new.body)));
  return new;
end;
$$;
comment on function stamp_search_words() is 'The words of a searchable text are always those of its head, people and body.';
create or replace trigger _146_words before insert or update on searchable_texts for each row execute function stamp_search_words();

create or replace trigger _010_append_only before update or delete or truncate on timeline_entries for each statement execute function refuse_change();
create or replace trigger _010_append_only before update or delete or truncate on activity_notes for each statement execute function refuse_change();
create or replace trigger _010_append_only before update or delete or truncate on activity_note_ends for each statement execute function refuse_change();

create or replace function check_searchable_text() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from timeline_entries t where t.id = new.entry_id and t.customer_id = new.customer_id and t.kind = new.kind
      and t.happened_at = new.happened_at) then
    raise exception using errcode = 'TS100', constraint = 'text_is_of_its_entry', message = format('text %s is not of its entry', new.entry_id);
  end if;
  return null;
end;
$$;
comment on function check_searchable_text() is 'A searchable text has the customer, kind and instant of its entry (TS100), so that a wall around one is a wall around both.';
create or replace trigger _146_of_its_entry after insert or update on searchable_texts for each row execute function check_searchable_text();

create or replace function check_note_end() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from activity_notes n where n.id = new.note_id and n.next_step <> '') then
    raise exception using errcode = 'TS100', constraint = 'note_has_a_next_step', message = format('note %s has no next step to end', new.note_id);
  end if;
  return new;
end;
$$;
comment on function check_note_end() is 'Only a note with a next step can be followed up (TS100).';
create or replace trigger _146_has_step before insert on activity_note_ends for each row execute function check_note_end();

create or replace view timeline_sources with (security_invoker = true) as
  select v.id, v.customer_id, 'document'::text as kind, 'invoice'::text as subject_kind, v.id as subject_id, v.issued_at as happened_at,
    case v.kind when 'invoice' then 'Invoice ' when 'credit_note' then 'Credit note ' else 'Debit note ' end || v.number || ' issued' as title,
    v.gross_minor as amount_minor, v.currency, case when v.issued_by is null then 'system' else 'staff' end as by_kind, v.issued_by_name as by_name,
    concat_ws(E'\n', nullif(v.title, ''), nullif(v.po_number, ''), nullif(v.note, ''),
      (select string_agg(l.description, E'\n' order by l.line_no) from invoice_lines l where l.invoice_id = v.id)) as body, v.xid
  from invoices v
  union all
  select d.id, d.customer_id, 'document', 'document', d.id, d.produced_at,
    case d.kind when 'reminder' then 'Reminder letter written' when 'plan_agreement' then 'Agreement of a payment plan written' else 'Statement made' end,
    null, null, 'system', '', d.file_name, d.xid
  from documents d where d.kind in ('statement', 'group_statement', 'reminder', 'plan_agreement')
  union all
  select p.id, p.customer_id, 'payment', 'payment', p.id, p.recorded_at, 'Payment ' || p.number || ' received', p.amount_minor, p.currency,
    case when p.recorded_by is null then 'system' else 'staff' end, p.recorded_by_name,
    concat_ws(E'\n', nullif(p.reference, ''), nullif(p.payer_name, ''), nullif(p.note, '')), p.xid
  from payments p
  union all
  select r.entry_id, r.customer_id, 'payment', 'payment', r.payment_id, r.recorded_at, 'Payment ' || p.number || ' came back', p.amount_minor, p.currency,
    'system', r.recorded_by_name, r.reason, r.xid
  from payment_reversals r join payments p on p.id = r.payment_id
  union all
  select e.id, e.customer_id, 'promise', 'promise', e.promise_id, e.happened_at,
    case e.kind when 'made' then 'Promise to pay by ' || to_char(e.promised_on, 'FMDD Mon YYYY') when 'changed' then 'Promise moved to ' || to_char(e.promised_on, 'FMDD Mon YYYY')
      when 'withdrawn' then 'Promise taken back' when 'kept' then 'Promise kept' when 'part_kept' then 'Promise kept in part' else 'Promise broken' end,
    e.amount_minor, p.currency, e.by_kind, e.by_name, concat_ws(E'\n', nullif(e.reason, ''), case when e.kind = 'made' then nullif(p.note, '') end), e.xid
  from promise_events e join promises p on p.id = e.promise_id
  union all
  select e.id, e.customer_id, 'plan', 'plan', e.plan_id, e.happened_at, 'Payment plan ' || l.number || ': ' || replace(e.kind, '_', ' '), null, null,
    case when e.by_kind in ('staff', 'customer', 'link') then e.by_kind else 'system' end, e.by_name, e.note, e.xid
  from plan_events e join plans l on l.id = e.plan_id where e.kind <> 'coming'
  union all
  select m.id, m.customer_id, 'mail_out', 'message', m.id, m.queued_at,
    'Mail: ' || replace(m.kind, '_', ' ') || coalesce(' ' || v.number, ''), null, null, 'system', '', m.subject, m.xid
  from messages m left join invoices v on v.id = m.invoice_id where m.customer_id is not null
  union all
  select s.id, s.customer_id, 'dispute', 'dispute', s.dispute_id, s.changed_at,
    case s.to_state when 'new' then case d.kind when 'question' then 'Question ' when 'complaint' then 'Complaint ' when 'refund_claim' then 'Claim for refund ' else 'Dispute ' end
        || d.number || ' raised' when 'reopened' then d.number || ' opened again' else d.number || ' closed' end,
    case when s.to_state = 'new' then d.amount_minor end, case when s.to_state = 'new' and d.amount_minor is not null then d.currency end,
    case when s.by_kind = 'department' then 'staff' else s.by_kind end, s.by_name, s.why, s.xid
  from dispute_stages s join disputes d on d.id = s.dispute_id where s.to_state in ('new', 'reopened', 'closed')
  union all
  select w.id, w.customer_id, 'dispute', 'dispute', w.dispute_id, w.written_at,
    case when w.author_kind in ('customer', 'link') then 'The customer wrote in ' when w.visibility = 'internal' then 'Internal note in ' else 'Answer in ' end || d.number,
    null, null, case when w.author_kind = 'department' then 'staff' else w.author_kind end, w.author_name, w.body, w.xid
  from dispute_messages w join disputes d on d.id = w.dispute_id
  -- A reply by mail stands on the timeline as that mail.
  where w.via <> 'mail';
comment on view timeline_sources is 'What the timeline is drawn from, each row under the id it has there: documents, payments and their returns, promises, plans, messages and disputes. Calls, visits, notes and mails in are entered as they happen.';

create or replace view timeline_files with (security_invoker = true) as
  select f.message_id as entry_id, f.file_name, f.media_type, f.sha256, (row_number() over (partition by f.message_id order by f.id))::smallint as part, f.xid
  from dispute_files f join dispute_messages w on w.id = f.message_id where w.via <> 'mail';
comment on view timeline_files is 'Files that came with what stands on a timeline, each with its place among those of its entry. Files of mails are kept with the mail.';

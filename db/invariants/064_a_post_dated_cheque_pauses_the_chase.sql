-- What a post-dated cheque is meant to pay is held while it waits, and no longer
select i.number, s.state, h.id as hold_id
from instrument_items t join instruments i on i.id = t.instrument_id join instrument_standing s on s.instrument_id = i.id
  join holds h on h.id = t.hold_id left join hold_releases r on r.hold_id = h.id
where (s.state = 'post_dated') <> (r.hold_id is null) or h.item_id <> t.item_id or h.amount_minor <> t.amount_minor or h.kind <> 'in_flight'

-- Ageing reads what was in question on a day: from the few holds that say so, not from all.
create index holds_disputed on holds (effective_on) where kind = 'disputed';

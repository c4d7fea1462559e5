-- A department sees under its link files of the dispute it was asked about, which were there when it was asked
select g.handover_id, g.file_id
from dispute_handover_files g
  join dispute_handovers h on h.id = g.handover_id
  join dispute_files f on f.id = g.file_id
where f.dispute_id <> h.dispute_id or g.dispute_id <> h.dispute_id or f.given_at > h.asked_at

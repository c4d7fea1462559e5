-- The picture of a cheque: a raster image of its own instrument, each picture once.
alter table documents
  add constraint documents_photo_check check (kind <> 'cheque_photo'
    or (media_type in ('image/jpeg', 'image/png', 'image/webp') and size_bytes <= 10485760));
create unique index documents_one_per_photo_unique on documents (instrument_id, sha256) where kind = 'cheque_photo';

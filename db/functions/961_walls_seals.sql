-- Seals are made by their function alone. The portal may seal, so that what it shows can name its seal, and reads no hash.
grant execute on function seal_now() to tallystick_staff, tallystick_worker, tallystick_portal;
grant execute on function sealed_families(), sealed_row_sql(text, text, text), sealed_rows_sql(text), sealed_rows(text, xid8, xid8), seal_hash(seals)
  to tallystick_staff, tallystick_worker;
grant select (seal_no, before_xid, sealed_at) on seals to tallystick_portal;
grant execute on function sealed_rows_changed(text), sealed_rows_differ(), sealed_children_without_parent(), seals_broken(), unsealed_rows()
  to tallystick_staff, tallystick_worker;
grant insert on proof_runs to tallystick_staff, tallystick_worker;
grant insert, update (laws_done, laws_all, proof_run_id) on proof_requests to tallystick_staff, tallystick_worker;

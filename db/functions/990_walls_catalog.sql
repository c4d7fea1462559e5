-- Products and price lists belong to the back office; versions of prices are added and never changed. Customers see what they are
-- charged on their documents, not the lists. A code and a currency are for good: there is no right to change them.
grant insert on products, price_lists, price_imports, list_prices, list_price_withdrawals to tallystick_staff, tallystick_worker;
grant update (name, description, unit_code, tax_code, account_code, valid_from_on, valid_to_on, changed_at) on products
  to tallystick_staff, tallystick_worker;
grant update (name, note, standard, changed_at) on price_lists to tallystick_staff, tallystick_worker;
grant execute on function is_decimal(jsonb, numeric), price_tiers_are_whole(jsonb), price_scheme_is_whole(jsonb), price_overlaps(uuid[], uuid[]),
  prices_billed(uuid[])
  to tallystick_staff, tallystick_worker;

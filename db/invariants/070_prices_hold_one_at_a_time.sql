-- No two versions of a price hold on one day
-- In each price list a product has one price a day: versions that would both hold are named as a pair.
select price_list_id, product_id, earlier_id, later_id from price_overlaps(null, null)

-- No invoice was mailed twice to one address under one send key, and every sent message names its provider reference
select send_key from messages group by send_key having count(*) > 1
union all
select send_key from messages where state in ('sent', 'delivered', 'bounced') and provider_ref is null

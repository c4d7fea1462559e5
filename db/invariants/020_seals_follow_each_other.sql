-- The seals form one unbroken chain, and each has the hash of what it holds
select seal_no, fault from seals_broken() order by seal_no

select 'pass' as status, coalesce(sum(passed), 0) as assets from scored
union all
select status, count(*) as assets from judged group by status

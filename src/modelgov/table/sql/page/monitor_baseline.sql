-- How many rows a baseline is about. Takes its URI.
select item_count
from monitoring_report_now
where asset = ?

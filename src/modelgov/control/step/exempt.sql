-- A waiver turns what failed or is unknown into exempt, never into a pass.
update judged
set status = 'exempt', reason = 'Exempt by a waiver: ' || w.why || ' Else: ' || judged.reason
from (select control_id, asset, min(why) as why from waived group by control_id, asset) as w
where w.control_id = judged.control_id and judged.asset like w.asset and not judged.blind

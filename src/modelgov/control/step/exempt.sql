-- A waiver turns what failed or is unknown into exempt, never into a pass. It is for one asset, or for all whose
-- ARN begins so.
update judged
set status = 'exempt', reason = 'Exempt by a waiver: ' || w.why || ' Else: ' || judged.reason
from (select control_id, asset, min(why) as why from waived group by control_id, asset) as w
where
    w.control_id = judged.control_id and not judged.blind
    and case
        when ends_with(w.asset, '*') then starts_with(judged.asset, left(w.asset, length(w.asset) - 1))
        else judged.asset = w.asset
    end

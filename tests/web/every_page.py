"""Every page of the dashboard, by its address: a new page is added here, and held to what all are."""

from urllib.parse import quote

from site_world import GROUP

from sample import ACCOUNT, REGION

PAGES = {
    "/": "Overview",
    "/?region=eu-west-1": "Overview",
    "/?as_of=2026-11-02": "Overview",
    "/?range=7d": "Overview",
    "/models": "Models",
    "/models?view=groups": "Models",
    f"/models/{ACCOUNT}/{REGION}/fraud/2": "fraud, version 2",
    **{
        f"/models/{ACCOUNT}/{REGION}/fraud/2?tab={tab}": "fraud, version 2"
        for tab in ("data", "evaluation", "training", "lineage", "history", "documents")
    },
    f"/groups/{ACCOUNT}/{REGION}/fraud": "fraud",
    f"/compare?v={ACCOUNT}/{REGION}/fraud/1&v={ACCOUNT}/{REGION}/fraud/2": "Compare versions",
    "/compare": "Compare versions",
    "/endpoints": "Endpoints",
    "/endpoints?registered=no&columns=team,instance_type": "Endpoints",
    f"/endpoints/{ACCOUNT}/{REGION}/e": "e",
    f"/endpoints/{ACCOUNT}/{REGION}/e?range=all": "e",
    "/monitoring": "Monitoring",
    "/monitoring?range=30d": "Monitoring",
    "/monitoring?type=DataQuality&state=failing": "Monitoring",
    "/findings": "Findings",
    "/findings?control_id=registry-description": "Findings",
    f"/findings/registry-description/{quote(GROUP, safe='')}": "It has no description.",
    "/controls": "Controls",
    "/teams": "Teams",
    "/teams?range=12m": "Teams",
    "/teams/cards": "cards",
    "/accounts": "Accounts and regions",
    "/frameworks": "Frameworks",
    "/frameworks/eu-ai-act": "EU Artificial Intelligence Act",
    "/coverage": "Coverage",
    "/coverage?as_of=2026-11-01T02:00:00Z": "Coverage",
    "/api/docs": "HTTP API",
    "/nowhere": "There is no such page",
}

-- The journal's tables. Times are microseconds since 1970, UTC.
create table if not exists entry (
    position integer primary key autoincrement,
    kind text not null,
    account_id text not null,
    region text not null,
    asset text not null,
    changed_at integer not null,
    observed_at integer not null,
    source text not null,
    actor text,
    actor_arn text,
    deleted integer not null,
    digest text not null,
    document blob not null
);

create index if not exists entry_by_asset on entry (asset, changed_at);

-- The lake takes kind by kind, in the order of positions.
create index if not exists entry_by_kind on entry (kind, position);

-- The newest state of every asset: what makes a repeated state cost nothing.
create table if not exists head (
    asset text primary key,
    kind text not null,
    account_id text not null,
    region text not null,
    digest text not null,
    changed_at integer not null,
    deleted integer not null,
    position integer not null
) without rowid;

create index if not exists head_by_scope on head (kind, account_id, region);

-- States taken from events, so that a late or repeated event is known again.
create table if not exists taken (
    asset text not null,
    changed_at integer not null,
    digest text not null,
    observed_at integer not null,
    primary key (asset, changed_at, digest)
) without rowid;

create table if not exists watermark (
    account_id text not null,
    region text not null,
    operation text not null,
    value integer not null,
    primary key (account_id, region, operation)
) without rowid;

-- Runs of the collector; one without an end was stopped, and the next goes on with it.
create table if not exists run (
    run text primary key,
    full_read integer not null,
    started_at integer not null,
    ended_at integer
) without rowid;

-- Accounts and regions where nothing can be read, and when that was last tried.
create table if not exists closed (
    account_id text not null,
    region text not null,
    outcome text not null,
    reason text not null,
    checked_at integer not null,
    primary key (account_id, region)
) without rowid;

-- What an open run has read to its end already.
create table if not exists progress (
    run text not null,
    account_id text not null,
    region text not null,
    operation text not null,
    primary key (run, account_id, region, operation)
) without rowid;

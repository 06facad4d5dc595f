-- Only what is ours: the tables of Better Auth belong to Better Auth, which must have made them before.
create type casetype as enum ('FRAUD', 'CORPORATE', 'CIVIL', 'CRIMINAL', 'OTHER');
create type casestatus as enum ('DRAFT', 'PROCESSING', 'READY', 'ERROR');

create table cases (
    id uuid primary key default gen_random_uuid(),
    user_id text not null references "user" (id) on delete cascade,
    name varchar(100) not null check (name <> ''),
    description text,
    type casetype not null default 'OTHER',
    status casestatus not null default 'DRAFT',
    file_count integer not null default 0 check (file_count >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz
);

create index idx_cases_user_id on cases (user_id);
create index idx_cases_active on cases (user_id, created_at desc) where deleted_at is null;

-- updated_at is also the version of a row (ETag), so it moves with every change even if the clock does not
create function cases_set_updated_at() returns trigger language plpgsql as $$
begin
    new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
    return new;
end
$$;

create trigger cases_updated_at before update on cases for each row execute function cases_set_updated_at();

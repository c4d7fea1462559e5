-- Wording of help pages as staff changed it. Each page is shipped with a first wording; a version takes its place from its day on.
create table help_versions (
  id uuid constraint help_versions_pkey primary key default uuidv7(),
  slug text not null constraint help_versions_slug_check check (slug ~ '^[a-z]+(-[a-z]+)*$' and length(slug) <= 60),
  language text not null constraint help_versions_language_check check (language in ('en', 'ms', 'ar', 'ml', 'hi', 'zh')),
  from_on date not null,
  title text not null constraint help_versions_title_check check (btrim(title) <> '' and length(title) <= 120),
  body text not null constraint help_versions_body_check check (btrim(body) <> '' and length(body) <= 20000),
  reason text not null default '' constraint help_versions_reason_check check (length(reason) <= 500),
  made_by uuid constraint help_versions_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table help_versions is 'Append-only: the wording of a help page in a language, from a day on. The newest that holds is shown; before the first one the shipped wording.';
create index help_versions_newest on help_versions (slug, language, from_on desc, id desc);
create index help_versions_by_xid on help_versions (xid);

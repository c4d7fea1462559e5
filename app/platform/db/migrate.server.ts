import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

/** Without a password the partner's role exists and nobody can sign in as it. */
export type RolePasswords = { staff: string; portal: string; worker: string; partner?: string | undefined };
export type MigrateOptions = {
  /** A login that may create roles: the superuser of the embedded server, or the owner of a live one. */
  ownerUrl: string;
  rolePasswords: RolePasswords;
  /** Folder that holds migrations/ and functions/. */
  sqlDir: string;
  mode: 'demo' | 'live' | 'test';
  log?: (message: string) => void;
};

const OWNER = 'tallystick_owner';
const LOCK_KEY = 7_215_533_018;
const SERVER_VERSION_MIN = 180_000;

export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

/**
 * Brings a database to this version: roles, migrations in order (each once, in a transaction), then functions and walls
 * whenever one of them changed. Two runs at once wait for each other. Refuses a server older than 18, a migration whose
 * text changed after it ran, and a database made for another mode.
 */
export async function migrate(options: MigrateOptions): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'tallystick-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await refuseOldServer(client);
    await createRoles(client, options.rolePasswords);
    await client.query(`set role ${OWNER}`);
    await client.query(`create table if not exists schema_migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    await client.query(
      `comment on table schema_migrations is 'Which migrations and functions this database has, with a hash of their text.'`,
    );
    const applied = await applyMigrations(client, path.join(options.sqlDir, 'migrations'));
    await markMode(client, options.mode);
    await applyReplaceable(client, path.join(options.sqlDir, 'functions'), applied.length > 0);
    for (const name of applied) options.log?.(`migrated ${name}`);
    return { applied };
  } finally {
    await client.end();
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  const version = rows[0]?.version ?? 0;
  if (version < SERVER_VERSION_MIN) {
    throw new MigrationRefused(`PostgreSQL 18 or newer is needed; this server is ${Math.floor(version / 10_000)}.`);
  }
}

/** Roles belong to the whole server, so two databases of one server migrating at once may both try to make them. */
async function createRoles(client: pg.Client, passwords: RolePasswords): Promise<void> {
  const secret = (text: string) => client.escapeLiteral(text);
  const ensure = async (role: string, attributes: string) => {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    if (!rowCount) await client.query(`create role ${role}`).catch(ignoreDuplicate);
    await client.query(`alter role ${role} ${attributes}`);
  };
  const { rows } = await client.query<{ database: string }>('select current_database() as database');
  await ensure(OWNER, 'nologin noinherit nosuperuser nobypassrls');
  for (const role of ['staff', 'portal', 'worker'] as const) {
    await ensure(
      `tallystick_${role}`,
      `login noinherit nosuperuser nobypassrls nocreatedb nocreaterole password ${secret(passwords[role])}`,
    );
  }
  const login = passwords.partner ? `login password ${secret(passwords.partner)}` : 'nologin password null';
  await ensure('tallystick_partner', `${login} noinherit nosuperuser nobypassrls nocreatedb nocreaterole`);
  const database = client.escapeIdentifier(rows[0]!.database);
  await client.query(`grant ${OWNER} to current_user with set true`).catch(ignoreDuplicate);
  await client.query(`grant create, connect, temporary on database ${database} to ${OWNER}`);
  await client.query(`revoke all on database ${database} from public`);
  await client.query(
    `grant connect on database ${database} to tallystick_staff, tallystick_portal, tallystick_worker, tallystick_partner`,
  );
  await client.query(`alter schema public owner to ${OWNER}`);
  await client.query('create extension if not exists pg_trgm with schema public');
}

function ignoreDuplicate(error: unknown): undefined {
  const code = (error as { code?: string }).code;
  if (code === '42710' || code === '23505' || code === '0LP01') return undefined;
  throw error;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function readSql(folder: string): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })));
}

async function applyMigrations(client: pg.Client, folder: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(`select name, sha256 from schema_migrations`);
  const known = new Map(rows.map((row) => [row.name, row.sha256]));
  const applied: string[] = [];
  for (const { name, text } of await readSql(folder)) {
    const before = known.get(name);
    if (before !== undefined && before !== sha256(text)) {
      throw new MigrationRefused(
        `Migration ${name} was changed after it ran on this database. Add a new migration instead.`,
      );
    }
    if (before !== undefined) continue;
    await inOne(client, text, name);
    applied.push(name);
  }
  return applied;
}

async function applyReplaceable(client: pg.Client, folder: string, schemaChanged: boolean): Promise<void> {
  const files = await readSql(folder);
  const all = sha256(files.map((file) => file.text).join('\n'));
  const { rows } = await client.query(`select 1 from schema_migrations where name = 'functions' and sha256 = $1`, [
    all,
  ]);
  if (rows.length > 0 && !schemaChanged) return;
  await inOne(client, files.map((file) => file.text).join('\n'), null);
  await client.query(
    `insert into schema_migrations (name, sha256) values ('functions', $1)
     on conflict (name) do update set sha256 = excluded.sha256, applied_at = now()`,
    [all],
  );
}

async function inOne(client: pg.Client, text: string, name: string | null): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    if (name) await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256(text)]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`${name ?? 'functions'}: ${(error as Error).message}`, { cause: error });
  }
}

async function markMode(client: pg.Client, mode: MigrateOptions['mode']): Promise<void> {
  await client.query('insert into system_marker (mode) select $1 where not exists (select 1 from system_marker)', [
    mode,
  ]);
  const { rows } = await client.query<{ mode: string }>('select mode from system_marker');
  if (rows[0]?.mode !== mode) {
    throw new MigrationRefused(
      `This database was made for ${rows[0]?.mode} use and is not opened for ${mode} use. Point to another one.`,
    );
  }
}

import type pg from 'pg';

/** Written by signing in and by asking, not by commands. */
const NOT_BUSINESS = ['sessions', 'sign_in_attempts', 'seals'];

/** One hash for each table, over all of its rows; two digests are equal when nothing was changed. */
export async function digestOfTables(pool: pg.Pool): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where (schemaname = 'public' and tablename <> all ($1)) or (schemaname = 'pgboss' and tablename = 'job') order by 1`,
    [NOT_BUSINESS],
  );
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${name} t`,
    );
    digests[name] = rows[0].digest;
  }
  return digests;
}

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';

export type Invariant = { name: string; title: string; sql: string };
export type BrokenInvariant = { name: string; title: string; rows: unknown[] };

/** Offending rows shown per law; the law is broken by one. */
const ROWS_SHOWN_MAX = 5;

/** The laws as files: first line the title, then one SELECT that must return no rows. */
export async function readInvariants(sqlDir: string): Promise<Invariant[]> {
  const folder = path.join(sqlDir, 'invariants');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      return { name, title: text.split('\n')[0]!.replace(/^-- /, ''), sql: text };
    }),
  );
}

/** Runs one law; answers its first offending rows. */
export async function checkInvariant(pool: pg.Pool, invariant: Invariant): Promise<unknown[]> {
  const { rows } = await pool.query(`select * from (${invariant.sql}) as violations limit ${ROWS_SHOWN_MAX}`);
  return rows;
}

/** The laws that do not hold, each with its first offending rows. */
export async function brokenInvariants(pool: pg.Pool, sqlDir: string): Promise<BrokenInvariant[]> {
  const broken: BrokenInvariant[] = [];
  for (const invariant of await readInvariants(sqlDir)) {
    const rows = await checkInvariant(pool, invariant);
    if (rows.length > 0) broken.push({ name: invariant.name, title: invariant.title, rows });
  }
  return broken;
}

import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Branding } from '../types.ts';

/** What documents look like until somebody chooses: no logo, our blue, the footer of the company's help. */
export const PLAIN_BRANDING: Branding = { logo: null, accentColour: '#1d4ed8', footerLines: [] };

/**
 * How a document of a day looks. With `knownAt`, the instant of its issue, a document that is drawn later still looks as
 * it would have then.
 */
export async function getBranding(db: ReadDb, on: PlainDate, knownAt?: Date): Promise<Branding> {
  const { rows } = await sql<{ value: Branding | null }>`
    select company_version('branding', '', ${on}::date, coalesce(${knownAt ?? null}::timestamptz, 'infinity')) as value`.execute(
    db,
  );
  return rows[0]?.value ?? PLAIN_BRANDING;
}

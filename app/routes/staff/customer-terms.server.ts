import type { PlainDate } from '#app/kernel/plain-date.ts';
import { valueOn } from '#app/modules/company/queries/setting-value.server.ts';
import type { PaymentTerms } from '#app/modules/company/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** The named terms that may be chosen for a customer today. */
export async function offeredTerms(db: ReadDb, today: PlainDate): Promise<readonly PaymentTerms[]> {
  return (await valueOn(db, { what: 'terms', on: today }))?.terms ?? [];
}

const TERMS_FIELDS = new Set(['termsFrom', 'termsDays', 'discountPercent', 'discountDays']);

/** The posted fields with days and discount of the terms that were chosen by name; as typed where none was. */
export function withChosenTerms(fields: [string, string][], offered: readonly PaymentTerms[]): [string, string][] {
  const chosen = offered.find((terms) => terms.name === fields.find(([name]) => name === 'offeredTerms')?.[1]);
  if (!chosen) return fields;
  return [
    ...fields.filter(([name]) => !TERMS_FIELDS.has(name)),
    ['termsFrom', chosen.from ?? 'document'],
    ['termsDays', String(chosen.days)],
    ['discountPercent', chosen.discount ? String(chosen.discount.bp / 100) : ''],
    ['discountDays', chosen.discount ? String(chosen.discount.days) : ''],
  ];
}

import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { settingOn } from '#app/modules/company/queries/list-settings.server.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import { SURCHARGED_METHODS, type Surcharge, surchargeKey } from '#app/modules/company/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { surchargeOf } from '../rules/surcharge-of.ts';
import type { SurchargeShown } from '../types.ts';

/** What each way of paying an amount (minor units) costs on top; null for nothing. */
export type Surcharges = (method: SurchargeShown['method'], ofMinor: bigint) => SurchargeShown | null;

/** The surcharges that hold on a day in a currency, with that day's tax. */
export async function surchargesOn(
  db: ReadDb,
  { currency, on }: { readonly currency: Currency; readonly on: PlainDate },
): Promise<Surcharges> {
  const held = new Map<string, Surcharge>();
  const settings = await Promise.all(
    SURCHARGED_METHODS.map((method) => settingOn(db, { what: 'surcharge', key: surchargeKey(method, currency), on })),
  );
  for (const [at, setting] of settings.entries()) if (setting?.isOn) held.set(SURCHARGED_METHODS[at]!, setting);
  if (held.size === 0) return () => null;
  const rates = new Map((await listTaxCategories(db, on)).map(({ code, rateBp }) => [code, rateBp]));
  return (method, ofMinor) => {
    const setting = held.get(method) ?? null;
    return surchargeOf(setting, { method, ofMinor, taxRateBp: rates.get(setting?.taxCode ?? '') ?? 0 });
  };
}

/** What a setting being planned would charge on an amount, for its preview. */
export async function surchargeBy(
  db: ReadDb,
  setting: Surcharge,
  of: { readonly method: SurchargeShown['method']; readonly ofMinor: bigint; readonly on: PlainDate },
): Promise<SurchargeShown | null> {
  const category = (await listTaxCategories(db, of.on)).find(({ code }) => code === setting.taxCode);
  return surchargeOf(setting, { ...of, taxRateBp: category?.rateBp ?? 0 });
}

/** The surcharge somebody was shown with an attempt, and the debit note it became; null where there was none. */
export async function surchargeOfAttempt(
  db: ReadDb,
  attemptId: string,
): Promise<(SurchargeShown & { readonly invoiceId: string | null }) | null> {
  const row = await db
    .selectFrom('attempt_surcharges as s')
    .leftJoin('surcharge_notes as n', 'n.attempt_id', 's.attempt_id')
    .select(['s.method', 's.of_minor', 's.net_minor', 's.tax_minor', 's.gross_minor', 's.tax_code', 's.tax_rate_bp'])
    .select(['n.invoice_id'])
    .where('s.attempt_id', '=', attemptId)
    .executeTakeFirst();
  return row
    ? {
        method: row.method as SurchargeShown['method'],
        ofMinor: row.of_minor,
        netMinor: row.net_minor,
        taxMinor: row.tax_minor,
        grossMinor: row.gross_minor,
        taxCode: row.tax_code,
        taxRateBp: row.tax_rate_bp,
        invoiceId: row.invoice_id,
      }
    : null;
}

/** Which of these attempts were shown a surcharge. */
export async function surchargedAmong(db: ReadDb, attemptIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('attempt_surcharges')
    .select('attempt_id')
    .where('attempt_id', 'in', [...attemptIds])
    .execute();
  return new Set(rows.map((row) => row.attempt_id));
}

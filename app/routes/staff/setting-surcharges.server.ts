import { formatMoney } from '#app/kernel/format-money.ts';
import { money, parseCurrency, parseMoney } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { SettingChange } from '#app/modules/company/commands/change-setting.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import { valueOn } from '#app/modules/company/queries/setting-value.server.ts';
import { SURCHARGED_METHODS, surchargeKey } from '#app/modules/company/types.ts';
import {
  percentWords,
  type SettingFact,
  surchargeFixed,
  surchargeName,
} from '#app/modules/company/ui/setting-words.ts';
import { surchargeBy } from '#app/modules/payments/queries/surcharges.server.ts';
import type { ReadDb, Tx } from '#app/platform/db/transaction.server.ts';
import type { SettingRow } from './settings-groups.server.ts';

/** A row for each way of paying in each currency we are paid in. */
export async function surchargeRows(
  { db, today }: { readonly db: ReadDb; readonly today: PlainDate },
  plansOf: (key: string) => string,
): Promise<SettingRow[]> {
  const { baseCurrency } = await getCompany(db);
  const accounts = await listBankAccounts(db, { on: today });
  const currencies = [...new Set([baseCurrency, ...accounts.map((one) => one.currency)])];
  const keys = currencies.flatMap((code) => SURCHARGED_METHODS.map((method) => surchargeKey(method, code)));
  const rows: SettingRow[] = [];
  for (const key of keys) {
    const value = await valueOn(db, { what: 'surcharge', key, on: today });
    rows.push({
      to: `/staff/settings/company/surcharge?of=${encodeURIComponent(key)}`,
      ...{ title: surchargeName(key), changes: '' },
      now: value?.isOn
        ? `${percentWords(value.percentBp)} and ${surchargeFixed(key, value.fixedMinor)}`
        : 'None is charged',
      planned: plansOf(key),
    });
  }
  return rows;
}

/** What three payments would cost. */
export async function surchargeSamples(
  tx: Tx,
  change: SettingChange<'surcharge'>,
  locale: string,
): Promise<SettingFact[]> {
  const [way, code] = (change.key ?? '').split('.');
  const method = way === 'card' ? ('card' as const) : ('direct_debit' as const);
  const currency = parseCurrency(code ?? '');
  const samples: SettingFact[] = [];
  for (const text of currency ? ['10', '100', '1000'] : []) {
    const paid = parseMoney(text, currency!);
    if (!paid.ok) continue;
    const shown = (minor: bigint) => formatMoney(money(minor, currency!), locale);
    const cost = await surchargeBy(tx, change.value, { method, ofMinor: paid.value, on: change.fromOn });
    const value = cost
      ? `${shown(cost.netMinor)} plus ${shown(cost.taxMinor)} tax, ${shown(paid.value + cost.grossMinor)} in all`
      : 'nothing';
    samples.push({ label: `On a payment of ${shown(paid.value)}`, value });
  }
  return samples;
}

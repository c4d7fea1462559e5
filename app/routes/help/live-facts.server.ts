import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import { settingOn } from '#app/modules/company/queries/list-settings.server.ts';
import { type Company, SURCHARGED_METHODS, type SurchargedMethod, surchargeKey } from '#app/modules/company/types.ts';
import type { HelpSlug } from '#app/modules/help/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';

export type PayFact = { readonly way: string; readonly costs: string };
export type PayFacts = { readonly currency: Currency; readonly ways: readonly PayFact[] }[];

const WAYS: Readonly<Record<SurchargedMethod, string>> = { card: 'Card', direct_debit: 'Bank debit' };

/** What is true today beside the wording of a page: ways to pay and what each costs on top. Null for pages without such. */
export async function liveFacts(
  slug: HelpSlug,
  { company, on }: { readonly company: Company; readonly on: PlainDate },
): Promise<PayFacts | null> {
  if (slug !== 'paying-and-fees') return null;
  const banks = await listBankAccounts(portalDb());
  const currencies = [...new Set([company.baseCurrency, ...banks.map(({ currency }) => currency)])];
  return Promise.all(
    currencies.map(async (currency) => ({
      currency,
      ways: [
        ...(await Promise.all(
          SURCHARGED_METHODS.map((method) => wayOf(method, { currency, on, locale: company.locale })),
        )),
        ...(banks.some((bank) => bank.currency === currency)
          ? [{ way: 'Bank transfer, to the account on your invoice', costs: 'Nothing on top' }]
          : []),
      ],
    })),
  );
}

type At = { readonly currency: Currency; readonly on: PlainDate; readonly locale: string };

async function wayOf(method: SurchargedMethod, { currency, on, locale }: At): Promise<PayFact> {
  const setting = await settingOn(portalDb(), { what: 'surcharge', key: surchargeKey(method, currency), on });
  if (!setting?.isOn) return { way: WAYS[method], costs: 'Nothing on top' };
  const percent = setting.percentBp > 0 ? `${new Intl.NumberFormat(locale).format(setting.percentBp / 100)} %` : null;
  const fixedMinor = BigInt(setting.fixedMinor);
  const fixed = fixedMinor > 0n ? formatMoney(money(fixedMinor, currency), locale) : null;
  const costs = [percent, fixed].filter((part) => part !== null).join(' and ');
  return { way: WAYS[method], costs: costs ? `${costs} on top, and tax on it` : 'Nothing on top' };
}

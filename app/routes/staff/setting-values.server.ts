import { minorToDecimal } from '#app/kernel/money.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import type { SettingName, SettingValues } from '#app/modules/company/types.ts';
import { firstDayOf, surchargeCurrency } from '#app/modules/company/ui/setting-words.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';

/** A form's fields as the setting stands, beginning on the first day a change may. */
export function startingValues(
  what: SettingName,
  value: SettingValues[SettingName],
  { moment, key }: { readonly moment: Moment; readonly key: string },
): Record<string, string> {
  const days = { today: moment.today, tomorrow: addDays(moment.today, 1) };
  return { ...asFields(what, value, key), fromOn: firstDayOf(what, days) };
}

function asFields(what: SettingName, value: SettingValues[SettingName], key: string): Record<string, string> {
  if (what === 'terms') return termsFields(value as SettingValues['terms']);
  if (what === 'tax_rate') return { rate: String((value as SettingValues['tax_rate']).rateBp / 100) };
  if (what === 'surcharge') {
    const { isOn, percentBp, fixedMinor, taxCode } = value as SettingValues['surcharge'];
    const code = surchargeCurrency(key);
    const fixed = code ? minorToDecimal(BigInt(fixedMinor), code) : fixedMinor;
    return { isOn: isOn ? 'yes' : '', percent: String(percentBp / 100), fixed, taxCode };
  }
  const fields: Record<string, string> = {};
  for (const [name, one] of Object.entries(value)) {
    if (Array.isArray(one)) fields[name] = one.join(name === 'allowed' ? ',' : '\n');
    else if (name === 'logo') fields[name] = (one as SettingValues['branding']['logo'])?.sha256 ?? '';
    else fields[name] = String(one);
  }
  return fields;
}

const termsFields = ({ terms }: SettingValues['terms']): Record<string, string> =>
  Object.fromEntries(
    terms.flatMap((row, at) => [
      ...[
        [`terms[${at}].name`, row.name],
        [`terms[${at}].from`, row.from ?? 'document'],
        [`terms[${at}].days`, String(row.days)],
      ],
      [`terms[${at}].discount`, row.discount ? String(row.discount.bp / 100) : ''],
      [`terms[${at}].discountDays`, row.discount ? String(row.discount.days) : ''],
    ]),
  );

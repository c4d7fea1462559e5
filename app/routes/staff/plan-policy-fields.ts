import { type Currency, minorToDecimal, parseCurrency, parseMoney } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { RISK_CLASSES } from '#app/modules/customers/types.ts';
import { type PlanPolicy, type PlanPolicyInput, RHYTHMS } from '#app/modules/payment-plans/types.ts';

type Values = Record<string, string | string[]>;
type Read = Result<PlanPolicyInput, { fieldErrors: Record<string, string[]>; values: Values }>;

/** Whole numbers of the form: name, label, smallest and largest. */
export const WHOLE_FIELDS = [
  ['oldestDays', 'Oldest invoice, days past due', 0, 3_650],
  ['mostCount', 'Most payments', 2, 60],
  ['firstWithinDays', 'First payment within so many days', 0, 366],
  ['longestDays', 'Longest plan, days', 7, 3_660],
  ['graceDays', 'Days of grace after a payment’s date', 0, 60],
  ['cureDays', 'Days to make a missed payment good', 0, 90],
  ['missesToDefault', 'Missed payments that end a plan', 1, 12],
  ['moveDays', 'A date may be moved by so many days, once', 0, 60],
  ['noticeDays', 'Days of notice before each payment', 0, 30],
  ['afterDefaultDays', 'After a plan that ended so, days without another', 0, 3_650],
] as const;
export const MONEY_FIELDS = [
  ['minTotalMinor', 'Smallest total'],
  ['maxTotalMinor', 'Largest total'],
  ['minInstalmentMinor', 'Smallest payment'],
  ['feeMinor', 'Fee'],
] as const;
export const PERCENT_FIELDS = [
  ['firstShareBp', 'First payment is at least, per cent of the total'],
  ['interestBp', 'Interest, per cent a year'],
] as const;

/** What stands in the form at first: the policy in force, or one to begin with. */
export function policyValues(policy: PlanPolicy | null, of: { currency: Currency; today: PlainDate }): Values {
  const { currency } = of;
  const whole = (name: (typeof WHOLE_FIELDS)[number][0], usual: number) => String(policy?.[name] ?? usual);
  const amount = (name: (typeof MONEY_FIELDS)[number][0], usual: bigint) =>
    minorToDecimal(policy?.[name] ?? usual, currency);
  return {
    ...{ currency, fromOn: of.today, isOpen: policy && !policy.isOpen ? 'no' : 'yes', reason: '' },
    ...{ oldestDays: whole('oldestDays', 90), mostCount: whole('mostCount', 6) },
    ...{ firstWithinDays: whole('firstWithinDays', 31), longestDays: whole('longestDays', 200) },
    ...{ graceDays: whole('graceDays', 3), cureDays: whole('cureDays', 7), moveDays: whole('moveDays', 10) },
    ...{ missesToDefault: whole('missesToDefault', 2), noticeDays: whole('noticeDays', 3) },
    afterDefaultDays: whole('afterDefaultDays', 365),
    ...{ minTotalMinor: amount('minTotalMinor', 10_000n), maxTotalMinor: amount('maxTotalMinor', 500_000n) },
    ...{ minInstalmentMinor: amount('minInstalmentMinor', 2_500n), feeMinor: amount('feeMinor', 0n) },
    firstShareBp: String((policy?.firstShareBp ?? 0) / 100),
    interestBp: String((policy?.interestBp ?? 0) / 100),
    rhythms: [...(policy?.rhythms ?? ['monthly'])],
    riskClasses: [...(policy?.riskClasses ?? ['low', 'normal'])],
    ...{ chargeTaxCode: policy?.chargeTaxCode ?? '', needsMethod: policy?.needsMethod ? 'yes' : '' },
  };
}

/** Reads a policy as it was typed, or says of each field what to enter. */
export function readPolicy(of: (name: string) => string, all: (name: string) => string[]): Read {
  const errors: Record<string, string[]> = {};
  const currency = parseCurrency(of('currency'));
  if (!currency) errors.currency = ['Enter a currency code like GBP.'];
  const fromOn = parsePlainDate(of('fromOn'));
  if (!fromOn.ok) errors.fromOn = ['Choose a day.'];
  const whole = Object.fromEntries(
    WHOLE_FIELDS.map(([name, , least, most]) => {
      const value = Number(of(name).trim() || 'none');
      if (!Number.isInteger(value) || value < least || value > most)
        errors[name] = [`Enter a whole number from ${least} to ${most}.`];
      return [name, value];
    }),
  ) as Record<(typeof WHOLE_FIELDS)[number][0], number>;
  const money = Object.fromEntries(
    MONEY_FIELDS.map(([name]) => {
      const parsed = currency ? parseMoney(of(name), currency) : null;
      if (!parsed?.ok || parsed.value < 0n) errors[name] = ['Enter an amount like 100.00.'];
      return [name, parsed?.ok ? parsed.value : 0n];
    }),
  ) as Record<(typeof MONEY_FIELDS)[number][0], bigint>;
  const share = Object.fromEntries(
    PERCENT_FIELDS.map(([name]) => {
      const value = Math.round(Number(of(name).trim() || '0') * 100);
      if (!Number.isInteger(value) || value < 0 || value > 10_000) errors[name] = ['Enter per cent from 0 to 100.'];
      return [name, value];
    }),
  ) as Record<(typeof PERCENT_FIELDS)[number][0], number>;
  const rhythms = RHYTHMS.filter((one) => all('rhythms').includes(one));
  if (rhythms.length === 0) errors.rhythms = ['Choose at least one.'];
  if (of('reason').trim() === '') errors.reason = ['Say why, for the record.'];
  if (money.maxTotalMinor < money.minTotalMinor)
    errors.maxTotalMinor = ['Enter as much as the smallest total, or more.'];
  if ((money.feeMinor > 0n || share.interestBp > 0) && of('chargeTaxCode') === '')
    errors.chargeTaxCode = ['Choose the tax of interest and fee.'];
  const typed = ['rhythms', 'riskClasses'].map((name) => [name, all(name)] as const);
  if (!currency || !fromOn.ok || Object.keys(errors).length > 0)
    return refuse({ fieldErrors: errors, values: Object.fromEntries(typed) });
  return ok({
    ...{ currency, fromOn: fromOn.value, isOpen: of('isOpen') === 'yes', ...whole, ...money, ...share, rhythms },
    riskClasses: RISK_CLASSES.filter((one) => all('riskClasses').includes(one)),
    ...{ excludedKinds: [], chargeTaxCode: of('chargeTaxCode') || null, needsMethod: of('needsMethod') === 'yes' },
    reason: of('reason').trim(),
  });
}

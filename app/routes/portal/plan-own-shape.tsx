import { formatDateWithWeekday } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, minorToDecimal, money, parseMoney } from '#app/kernel/money.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import { RHYTHMS } from '#app/modules/payment-plans/types.ts';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { SliderField } from '#app/ui/slider-field.tsx';
import type { MakerProps } from './plan-maker.tsx';
import type { PlanPage } from './plan-page.server.ts';

const RHYTHM_NAMES = { weekly: 'Every week', fortnightly: 'Every two weeks', monthly: 'Every month' } as const;

/** The shape somebody chooses for themselves: how many, how often, from when, and how much first. */
export function OwnShape({ page, policy, errors }: MakerProps & { errors: PlanPage['errors'] }) {
  const locale = useLocale();
  const { sketch, choices, today } = page;
  const { wish, principalMinor } = sketch;
  const { currency } = choices;
  const countMax = Math.min(60, Math.max(12, policy.mostCount + 4));
  const half = Number(principalMinor / 2n);
  return (
    <>
      <SliderField
        name="count"
        label="How many payments?"
        hint={`Up to ${policy.mostCount} can start at once; more go to us as a request.`}
        error={errors.count}
        at={Math.min(countMax, wish.count)}
        min={2}
        max={countMax}
        textAt={String}
        atOf={(text) => (/^\d{1,2}$/.test(text.trim()) ? Number(text) : null)}
        ends={['2', String(countMax)]}
      />
      <RadioGroup
        name="rhythm"
        label="How often?"
        defaultValue={wish.rhythm}
        choices={RHYTHMS.filter((one) => policy.rhythms.includes(one) || one === 'monthly').map((one) => ({
          value: one,
          label: RHYTHM_NAMES[one],
        }))}
      />
      <DateInput
        name="firstOn"
        label="When is the first payment?"
        hint={`By ${formatDateWithWeekday(addDays(today, policy.firstWithinDays), locale)} to start at once.`}
        error={errors.firstOn}
        defaultValue={wish.firstOn}
        min={today}
      />
      <SliderField
        name="first"
        label="How much is the first payment?"
        hint="Empty: as much as the others."
        error={errors.first}
        at={Number(wish.firstMinor ?? 0n)}
        min={0}
        max={half}
        step={stepOf(half)}
        textAt={(at) => (at === 0 ? '' : minorToDecimal(BigInt(at), currency))}
        atOf={(text) => typedMinor(text, currency)}
        ends={['As the others', formatMoney(money(BigInt(half), currency), locale)]}
        after={currency}
      />
    </>
  );
}

const typedMinor = (text: string, currency: Currency): number | null => {
  if (text.trim() === '') return 0;
  const parsed = parseMoney(text, currency);
  return parsed.ok ? Number(parsed.value) : null;
};

/** Steps one can aim at: the largest power of ten of which twenty or more fit. */
const stepOf = (minor: number): number => Math.max(1, 10 ** Math.floor(Math.log10(Math.max(1, minor / 20))));

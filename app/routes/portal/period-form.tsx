import { Link } from 'react-router';
import type { Currency } from '#app/kernel/money.ts';
import { addDays, addMonthsClamped, endOfMonth, type PlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { type PeriodRefusal, STATEMENT_FORM_CHOICES } from '#app/modules/statements/forms.ts';
import type { StatementForm } from '#app/modules/statements/types.ts';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { DateInput, Select } from '#app/ui/inputs.tsx';

/** What is wrong with the dates, and what to enter instead. */
export const PERIOD_WORDS: Readonly<Record<PeriodRefusal['code'], string>> = {
  'not-a-date': 'Enter a date like 2026-11-03.',
  'ends-before-it-starts': 'Choose a last day that is not before the first.',
  'too-long': 'Choose at most fifty years.',
};

type PeriodFormProps = {
  asked: { from: string; to: string };
  currency: Currency;
  currencies: readonly Currency[];
  form: StatementForm;
  today: PlainDate;
  /** The whole group is shown, in every currency. */
  isGroup: boolean;
  /** The first movement there is. */
  since: PlainDate;
  fieldErrors: Readonly<Record<string, string[]>>;
};

/** Any two dates, or one press for the usual ranges. */
export function PeriodForm({ asked, currency, currencies, form, isGroup, today, since, fieldErrors }: PeriodFormProps) {
  return (
    <div className="not-printed">
      <FilterBar action="/statements" label="Dates of the statement" submitLabel="Show">
        <DateInput name="from" label="From" defaultValue={asked.from} error={fieldErrors.from} />
        <DateInput name="to" label="To" defaultValue={asked.to} error={fieldErrors.to} />
        <Select name="form" label="Form" defaultValue={form} options={STATEMENT_FORM_CHOICES} />
        {isGroup && <input type="hidden" name="group" value="yes" />}
        {!isGroup && currencies.length > 1 && (
          <Select
            name="currency"
            label="Currency"
            size="short"
            defaultValue={currency}
            options={currencies.map((code) => ({ value: code, label: code }))}
          />
        )}
      </FilterBar>
      <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-15">
        {presets(today, since).map((preset) => (
          <Link
            key={preset.label}
            to={`/statements?${new URLSearchParams({ from: preset.from, to: preset.to, form, ...(isGroup ? { group: 'yes' } : { currency }) })}`}
          >
            {preset.label}
          </Link>
        ))}
      </p>
    </div>
  );
}

function presets(today: PlainDate, since: PlainDate) {
  const lastMonth = addMonthsClamped(startOfMonth(today), -1);
  return [
    { label: 'This month', from: startOfMonth(today), to: today },
    { label: 'Last month', from: lastMonth, to: endOfMonth(lastMonth) },
    { label: 'Last 90 days', from: addDays(today, -89), to: today },
    { label: 'This year', from: `${today.slice(0, 4)}-01-01`, to: today },
    { label: 'Everything', from: since < today ? since : today, to: today },
  ];
}

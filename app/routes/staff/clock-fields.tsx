import type { ReactNode } from 'react';
import { KnownAtText } from '#app/modules/ledger/ui/known-at-text.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import type { TabClocks } from './customer-tab-list.ts';

type ClockProps = {
  action: string;
  label: string;
  asked: { asOf: string; known: string };
  fieldErrors: Readonly<Record<string, string[]>>;
  /** What else the address holds. */
  hidden?: Readonly<Record<string, string | undefined>>;
  children?: ReactNode;
};

/** The two clocks of a report: as of which day, and up to which seal it was known. */
export function ClockForm({ action, label, asked, fieldErrors, hidden = {}, children }: ClockProps) {
  return (
    <div className="not-printed">
      <FilterBar action={action} label={label}>
        {Object.entries(hidden).map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        {children}
        <DateInput name="asOf" label="As of" defaultValue={asked.asOf} error={fieldErrors.asOf} />
        <TextInput
          name="known"
          label="As known at seal"
          size="short"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={asked.known}
          error={fieldErrors.known}
        />
      </FilterBar>
    </div>
  );
}

type TabClockProps = {
  tab: string;
  customerId: string;
  clocks: TabClocks;
  currency?: string;
  zone: string;
};

/** The two clocks of a tab of a customer's page; empty fields show what is known now. */
export function TabClockForm({ tab, customerId, clocks, currency, zone }: TabClockProps) {
  return (
    <>
      <ClockForm
        action={`/staff/customers/${customerId}`}
        label="Clocks of the list"
        asked={clocks.asked}
        fieldErrors={clocks.fieldErrors}
        hidden={{ tab, currency }}
      />
      {clocks.at && (
        <p className="text-muted text-15">
          As of <DateText date={clocks.at.asOf} />. <KnownAtText seal={clocks.at.knownAt} zone={zone} />.
        </p>
      )}
    </>
  );
}

import { Tabs } from '#app/ui/tabs.tsx';
import type { PayChoice } from './pay-sum.ts';

/** The ways to say what to pay, each with its own address; every one keeps the currency. */
export function PayModes({ choice }: { choice: PayChoice }) {
  const { mode, currency } = choice;
  const tab = (of: PayChoice['mode'], label: string) => ({
    to: `/pay?${new URLSearchParams({ mode: of, currency })}`,
    label,
    current: mode === of,
  });
  return (
    <Tabs
      label="What to pay"
      tabs={[
        tab('due', 'All due'),
        tab('choose', 'Choose invoices'),
        tab('oldest', 'An amount, oldest first'),
        tab('account', 'On account'),
      ]}
    />
  );
}

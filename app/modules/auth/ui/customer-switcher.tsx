import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/inputs.tsx';
import type { Membership } from '../types.ts';

type CustomerSwitcherProps = { memberships: readonly Membership[]; customerId: string };

/** For a person who acts for several customers; draws nothing for one. A plain form, so that it works without script. */
export function CustomerSwitcher({ memberships, customerId }: CustomerSwitcherProps) {
  if (memberships.length < 2) return null;
  return (
    <form method="post" action="/switch-customer" className="flex flex-wrap items-end gap-3">
      <Select
        name="customer"
        label="You are looking at"
        size="medium"
        defaultValue={customerId}
        options={memberships.map((one) => ({
          value: one.customerId,
          label: `${one.customerName} (${one.customerNumber})`,
        }))}
      />
      <Button variant="second" small>
        Change customer
      </Button>
    </form>
  );
}

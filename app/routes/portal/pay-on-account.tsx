import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { Checkbox } from '#app/ui/choices.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { MoneyInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import type { PayChoice } from './pay-sum.ts';

/** Money that waits on the account: the whole of the page, or an addition to invoices. */
export function OnAccount({ choice }: { choice: PayChoice }) {
  const { currency, mode, onAccountText, fieldErrors } = choice;
  const field = (
    <MoneyInput
      name="account"
      label="Amount on account"
      hint="It stays as your credit until it is set against an invoice."
      currency={currency}
      optional={mode !== 'account'}
      error={fieldErrors.account}
      defaultValue={onAccountText}
    />
  );
  if (mode === 'oldest') return null;
  if (mode === 'account') return <div className="mt-4">{field}</div>;
  return (
    <div className="mt-4">
      <Disclosure shut="Pay something on account" startOpen={onAccountText !== ''}>
        <div className="mt-3">{field}</div>
      </Disclosure>
    </div>
  );
}

/** An amount that is spent on invoices, oldest due first. */
export function OldestFirst({ choice }: { choice: PayChoice }) {
  const { currency, mode, oldestText, fieldErrors } = choice;
  if (mode !== 'oldest') return null;
  return (
    <div className="mb-4">
      <MoneyInput
        name="oldest"
        label="Pay an amount, oldest first"
        hint="It goes to what was due first, then to the next. You see below what it covers."
        currency={currency}
        error={fieldErrors.oldest}
        defaultValue={oldestText}
      />
    </div>
  );
}

/** More than is owed becomes credit only if somebody says so. */
export function KeepSurplus({ choice }: { choice: PayChoice }) {
  const locale = useLocale();
  const { surplus, currency } = choice;
  if (!surplus) return null;
  return (
    <div className="mt-4">
      <Checkbox
        name="keep"
        label={`Keep ${formatMoney(money(surplus.minor, currency), locale)} as credit`}
        hint="It is more than is left to pay, and waits on your account for a later invoice."
        defaultChecked={surplus.kept}
      />
    </div>
  );
}

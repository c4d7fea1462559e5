import { Disclosure } from '#app/ui/disclosure.tsx';
import { MoneyInput } from '#app/ui/inputs.tsx';
import type { PayChoice } from './pay-choice.ts';

/** Money that waits on the account. */
export function OnAccount({ choice }: { choice: PayChoice }) {
  const { currency, lines, onAccountText, fieldErrors } = choice;
  return (
    <div className="mt-4">
      <Disclosure shut="Pay something on account" startOpen={onAccountText !== '' || lines.length === 0}>
        <div className="mt-3">
          <MoneyInput
            name="account"
            label="Amount on account"
            hint="It stays as your credit until it is set against an invoice."
            currency={currency}
            optional
            error={fieldErrors.account}
            defaultValue={onAccountText}
          />
        </div>
      </Disclosure>
    </div>
  );
}

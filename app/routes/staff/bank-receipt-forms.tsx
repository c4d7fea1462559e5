import { Form, Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { ReceiptStep } from '#app/modules/banking/queries/receipt-story.server.ts';
import { Button } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, MoneyInput, Select, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type FormProps = { values: Record<string, string>; errors: FieldErrors };
const field = ({ values, errors }: FormProps, name: string) => ({
  name,
  defaultValue: values[name],
  error: errors[name],
});

type Hint = { no: number; customerId: string; name: string; numbers: readonly string[]; words: readonly string[] };
const SHOWN_MAX = 4;

/** Whose it may be, with the reasons; choosing one fills the form in and posts nothing. */
export function Hints({ hints, path }: { hints: readonly Hint[]; path: string }) {
  return (
    <Panel title="Whose it may be" pad>
      {hints.length === 0 ? (
        <p>
          Nothing open fits by reference, payer or amount. Ask the bank who sent it, or look in the customers’ letters.
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {hints.map(({ no, customerId, name, numbers, words }) => (
            <li key={no}>
              <Link to={`${path}?for=${customerId}#identify`} preventScrollReset>
                <NameText text={name} />
                <span className="sr-only">, way {no + 1}</span>
              </Link>
              : {numbers.slice(0, SHOWN_MAX).join(', ')}
              {numbers.length > SHOWN_MAX && ` and ${numbers.length - SHOWN_MAX} more`}
              <span className="under">{words.join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const HOWS = [
  { value: 'oldest', label: 'Pay the oldest first' },
  { value: 'account', label: 'Keep on the account' },
];

type IdentifyProps = FormProps & { chosen: { number: string; name: string } | null; currency: Currency };

/** Says whose it is: one customer, or up to three. */
export function IdentifyForm({ chosen, currency, ...form }: IdentifyProps) {
  return (
    <Panel title="It is theirs" id="identify" pad>
      <Form method="post" noValidate>
        <FormStack>
          {[1, 2, 3].map((no) => (
            <fieldset key={no} className="flex flex-wrap items-end gap-4">
              <legend className="label">{['Customer', 'A second customer', 'A third customer'][no - 1]}</legend>
              <TextInput
                {...field(form, `customer${no}`)}
                {...(no === 1 && chosen && !form.values.customer1 ? { defaultValue: chosen.number } : {})}
                label={`Customer number ${no}`}
                hint={no === 1 && chosen ? chosen.name : undefined}
                optional={no > 1}
                size="medium"
                code
                autoComplete="off"
              />
              <MoneyInput
                {...field(form, `amount${no}`)}
                label={`Amount ${no}`}
                hint="Empty is all that is left"
                optional
                currency={currency}
              />
              <Select {...field(form, `how${no}`)} label={`Money ${no}`} options={HOWS} size="medium" />
            </fieldset>
          ))}
          <TextInput {...field(form, 'reason')} label="How you know" autoComplete="off" />
          <p className="text-muted">
            To give money back, match the outgoing line of the bank with this receipt once the bank has sent it.
          </p>
          <div>
            <Button name="intent" value="identify" busy="Saving…">
              Identify
            </Button>
          </div>
        </FormStack>
      </Form>
    </Panel>
  );
}

/** Takes one identification back; shown only while one stands. */
export function NotTheirsForm({
  steps,
  currency,
  ...form
}: FormProps & { steps: readonly ReceiptStep[]; currency: Currency }) {
  const locale = useLocale();
  const standing = steps.filter((step) => step.kind === 'identified' && step.stands);
  if (standing.length === 0) return null;
  const options = standing.map((step) => ({
    value: step.id,
    label: `${step.customerName ?? ''}, ${formatMoney(money(step.amountMinor ?? 0n, currency), locale)}`,
  }));
  return (
    <Panel title="It was not theirs" pad>
      <Form method="post" noValidate>
        <FormStack>
          <Select {...field(form, 'identificationId')} label="Identified as" options={options} />
          <TextInput {...field(form, 'backReason')} label="Why it is not theirs" autoComplete="off" />
          <div>
            <Button variant="second" name="intent" value="not-theirs" busy="Saving…">
              Take it back
            </Button>
          </div>
        </FormStack>
      </Form>
    </Panel>
  );
}

import { Form } from 'react-router';
import type { IssueRuleRow } from '#app/modules/billing-runs/queries/issue-rules.server.ts';
import { FINDING_WORDS } from '#app/modules/billing-runs/ui/finding-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox, RadioGroup } from '#app/ui/choices.tsx';
import { FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type ChangeRuleProps = {
  code: IssueRuleRow['code'] | null;
  values: Readonly<Record<string, string>>;
  result: FormRefusal | undefined;
  products: readonly { value: string; label: string }[];
};

/** A rule is typed, tested, and only then switched on. */
export function ChangeRule({ code, values, result, products }: ChangeRuleProps) {
  const value = (name: string) => (result ? (result.values[name] as string | undefined) : values[name]);
  const error = (name: string) => result?.fieldErrors[name];
  const codes = Object.entries(FINDING_WORDS).map(([each, { title }]) => ({ value: each, label: title }));
  return (
    <Panel title={code ? `Change “${FINDING_WORDS[code].title}”` : 'Change or add a rule'} pad id="change">
      <Form method="post" noValidate>
        <FormStack>
          <Select name="code" label="Look for" options={codes} error={error('code')} defaultValue={value('code')} />
          <RadioGroup
            name="severity"
            label="Then the draft is"
            error={error('severity')}
            defaultValue={value('severity')}
            choices={[
              { value: 'block', label: 'Left out until it is fixed, or let through with a reason' },
              { value: 'warn', label: 'Issued, and shown as worth a look' },
            ]}
          />
          <TextInput
            name="customer"
            label="Only for the customer with the number"
            error={error('customer')}
            defaultValue={value('customer')}
            size="medium"
            optional
          />
          <Select
            name="product"
            label="Only for the product"
            placeholder="All products"
            options={products}
            error={error('product')}
            defaultValue={value('product')}
            optional
          />
          <LimitFields value={value} error={error} />
          <TextInput
            name="reason"
            label="Why"
            hint="Needed to switch on or off."
            error={error('reason')}
            defaultValue={value('reason')}
            maxLength={500}
            optional
          />
          <ButtonRow>
            <Button name="intent" value="test" busy="Testing…">
              Test over past invoices
            </Button>
            <Button name="intent" value="on" variant="second" busy="Switching on…">
              Switch on
            </Button>
            <Button name="intent" value="off" variant="second" busy="Switching off…">
              Switch off
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

type LimitFieldsProps = {
  value: (name: string) => string | undefined;
  error: (name: string) => string[] | undefined;
};

/** What single rules read; the others leave it alone. */
function LimitFields({ value, error }: LimitFieldsProps) {
  const percent = (name: string, label: string, hint?: string) => (
    <TextInput
      name={name}
      label={label}
      hint={hint}
      error={error(name)}
      defaultValue={value(name)}
      size="short"
      inputMode="numeric"
      optional
    />
  );
  return (
    <>
      {percent('more', 'More than this many per cent above', 'For jumps of a quantity and changes of a total.')}
      {percent('less', 'More than this many per cent below')}
      {percent('past', 'Compare after this many past periods', 'For jumps of a quantity.')}
      <TextInput
        name="countries"
        label="Customers in these countries need a tax number"
        hint="Codes of two letters, like IN, AE."
        error={error('countries')}
        defaultValue={value('countries')}
        size="medium"
        optional
      />
      <Checkbox
        name="everybody"
        label="Everybody needs a PO, whatever their terms"
        defaultChecked={value('everybody') === 'yes'}
        error={error('everybody')}
      />
    </>
  );
}

import type { DocumentToCorrect } from '#app/modules/invoicing/queries/get-corrected.server.ts';
import type { CreditReason } from '#app/modules/invoicing/types.ts';
import { RadioGroup } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, MoneyInput, Select, TextArea } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { LineBoxes } from './credit-lines.tsx';

type FieldsProps = {
  readonly document: DocumentToCorrect;
  readonly values: Record<string, string>;
  readonly errors: FieldErrors;
};

/** Everything that is left, some lines of it, or one amount. */
export function HowMuch({ document, values, errors }: FieldsProps) {
  const { currency } = document;
  return (
    <Panel title="How much">
      <div className="panel-pad">
        <FormStack>
          <RadioGroup
            name="choice"
            label="Credit"
            error={errors.choice}
            defaultValue={values.choice}
            choices={[
              { value: 'whole', label: 'All that is left of it' },
              { value: 'lines', label: 'The lines filled in below', hint: 'A quantity, or an amount before tax.' },
              {
                value: 'amount',
                label: 'One amount, tax included',
                hint: 'Spread over lines and taxes by what is left.',
              },
            ]}
          />
          <MoneyInput
            name="amount"
            label="The amount, tax included"
            optional
            currency={currency}
            defaultValue={values.amount}
            error={errors.amount}
          />
        </FormStack>
      </div>
      <LineBoxes document={document} values={values} errors={errors} />
    </Panel>
  );
}

type WhyProps = Omit<FieldsProps, 'document'> & { readonly reasons: readonly CreditReason[]; readonly latest: string };

/** Why, when, and what the customer and the approver read. */
export function WhyAndWhen({ values, errors, reasons, latest }: WhyProps) {
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  return (
    <FormStack>
      <Select
        {...field('reasonCode')}
        label="Reason"
        placeholder="Choose a reason"
        size="medium"
        options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
      />
      <TextArea
        {...field('note')}
        label="Note"
        hint="The customer reads it on the credit note, and so does whoever approves it."
        optional
        rows={3}
      />
      <DateInput {...field('documentOn')} label="Date of the credit note" max={latest} />
    </FormStack>
  );
}

type NowProps = Omit<FieldsProps, 'document'> & { readonly document: Pick<DocumentToCorrect, 'currency' | 'number'> };

/** What of the credit is set against the document at once. */
export function ApplyNow({ document, values, errors }: NowProps) {
  return (
    <FormStack>
      <RadioGroup
        name="apply"
        label="What happens to the credit now"
        error={errors.apply}
        defaultValue={values.apply}
        choices={[
          {
            value: 'all',
            label: `Set against ${document.number}, all that fits`,
            hint: 'What is more stays on the customer’s account.',
          },
          { value: 'part', label: 'Only a part now' },
          {
            value: 'later',
            label: 'Nothing yet',
            hint: 'All of it stays on the account, to be applied later or elsewhere.',
          },
        ]}
      />
      <MoneyInput
        name="applyAmount"
        label="The part set against it now"
        optional
        currency={document.currency}
        defaultValue={values.applyAmount}
        error={errors.applyAmount}
      />
    </FormStack>
  );
}

import { Form } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { DisputeReason } from '#app/modules/disputes/types.ts';
import { DISPUTE_KINDS } from '#app/modules/disputes/types.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, MoneyInput, Select, TextArea } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { KIND_WORDS, SEVERITY_WORDS } from './dispute-words.ts';
import { NameText } from './name-text.tsx';

type FieldsProps = { values: Record<string, string | undefined>; errors: FieldErrors };
type FormProps = FieldsProps & { invoice: Invoice | null; reasons: readonly DisputeReason[] };

/** What a customer said by phone or letter. */
export function DisputeForm({ invoice, reasons, values, errors }: FormProps) {
  const kinds = DISPUTE_KINDS.filter((kind) => invoice !== null || kind === 'question' || kind === 'complaint');
  return (
    <Form method="post" noValidate>
      <FormStack>
        <RadioGroup
          name="kind"
          label="It is a"
          choices={kinds.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))}
          defaultValue={values.kind ?? kinds[0]}
          error={errors.kind}
        />
        <Select
          name="reason"
          size="medium"
          label="Reason"
          placeholder="Choose a reason"
          options={reasons.map(({ code, label }) => ({ value: code, label }))}
          defaultValue={values.reason}
          error={errors.reason}
        />
        {invoice && <AboutFields {...{ invoice, values, errors }} />}
        <Select
          name="severity"
          size="medium"
          label="How serious, of a complaint"
          options={Object.entries(SEVERITY_WORDS).map(([value, label]) => ({ value, label }))}
          defaultValue={values.severity ?? 'normal'}
        />
        <TextArea
          name="words"
          label="In the customer’s words"
          hint="The customer reads this, and gets a mail that we have it."
          rows={5}
          defaultValue={values.words}
          error={errors.words}
        />
        <div>
          <Button busy="Saving…">Write it down</Button>
        </div>
      </FormStack>
    </Form>
  );
}

/** How much of the invoice it is about. */
function AboutFields({ invoice, values, errors }: FieldsProps & { invoice: Invoice }) {
  return (
    <>
      <RadioGroup
        name="what"
        label="About"
        defaultValue={values.what ?? 'whole'}
        error={errors.what}
        choices={[
          { value: 'whole', label: 'The invoice as a whole' },
          { value: 'lines', label: 'The lines ticked below' },
          { value: 'amount', label: 'An amount of it' },
        ]}
      />
      <CheckboxGroup
        name="lines"
        label="Lines"
        choices={invoice.lines.map((line) => ({
          value: String(line.lineNo),
          label: (
            <>
              <NameText text={line.description} />,{' '}
              <MoneyText money={money(line.netMinor, invoice.currency)} style="code" />
            </>
          ),
        }))}
        defaultValues={values.lines?.split(' ') ?? []}
        error={errors.lines}
      />
      <MoneyInput
        name="amount"
        label="Amount, with tax"
        optional
        currency={invoice.currency}
        defaultValue={values.amount}
        error={errors.amount}
      />
    </>
  );
}

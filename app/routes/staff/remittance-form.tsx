import { Form } from 'react-router';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { FileInput, FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';

type Refused = { fieldErrors: Record<string, string[]>; values: Record<string, unknown> } | null;
type Props = { currencies: readonly string[]; currency: string; result: Refused };

/** Paste it or choose a file; what could be read in two ways is asked for. */
export function RemittanceForm({ currencies, currency, result }: Props) {
  const errors = result?.fieldErrors ?? {};
  const typed = (name: string) => (result ? String(result.values[name] ?? '') : undefined);
  return (
    <Form method="post" encType="multipart/form-data" noValidate>
      <FormStack>
        <TextArea
          name="text"
          label="Paste the list or the mail"
          hint="One line for each number, like INV-000123 1,200.00 less discount 24.00. Greetings may stay."
          optional
          rows={8}
          defaultValue={typed('text')}
          error={errors.text}
        />
        <AdviceFields currencies={currencies} currency={currency} errors={errors} typed={typed} />
        <FileInput
          name="file"
          label="Or choose a file"
          hint="CSV, Excel (.xlsx) or UBL RemittanceAdvice (.xml), 4 MB at most."
          accept=".csv,.txt,.tsv,.xlsx,.xml"
          error={errors.file}
        />
        <ButtonRow>
          <Button busy="Reading…">Read it</Button>
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

type FieldsProps = {
  currencies: readonly string[];
  currency: string;
  errors: Record<string, string[]>;
  typed: (name: string) => string | undefined;
};

/** What is asked of an advice wherever it comes from. */
export function AdviceFields({ currencies, currency, errors, typed }: FieldsProps) {
  return (
    <>
      <Select
        name="currency"
        label="Currency, where it names none"
        size="medium"
        options={currencies.map((code) => ({ value: code, label: code }))}
        defaultValue={typed('currency') ?? currency}
        error={errors.currency}
      />
      <Select
        name="decimals"
        label="How amounts are written"
        size="medium"
        options={[
          { value: '', label: 'See from the amounts' },
          { value: 'point', label: '1,234.50' },
          { value: 'comma', label: '1.234,50' },
        ]}
        defaultValue={typed('decimals') ?? ''}
        error={errors.decimals}
      />
      <TextInput
        name="customer"
        label="Customer number"
        hint="Leave it empty where the invoice numbers say whose it is."
        optional
        size="medium"
        autoComplete="off"
        defaultValue={typed('customer')}
        error={errors.customer}
      />
      {errors.again && (
        <Checkbox
          name="again"
          value="yes"
          label="It counts again"
          hint="It is another payment with the same words."
          error={errors.again}
        />
      )}
    </>
  );
}

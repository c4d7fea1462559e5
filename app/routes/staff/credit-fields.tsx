import { priceText } from '#app/kernel/format-price.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { DocumentToCorrect } from '#app/modules/invoicing/queries/get-corrected.server.ts';
import type { CreditReason } from '#app/modules/invoicing/types.ts';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, MoneyInput, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

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

type Line = DocumentToCorrect['lines'][number];
const leftOf = (line: Line): bigint => line.netMinor - line.creditedMinor;

function LineBoxes({ document, values, errors }: FieldsProps) {
  const { currency, lines } = document;
  const box = (name: string) => ({ name, labelHidden: true, defaultValue: values[name], error: errors[name] });
  return (
    <DataTable
      caption="Lines, with what is left of each"
      rows={lines}
      rowKey={(line) => String(line.lineNo)}
      columns={[
        {
          key: 'what',
          head: 'Line',
          rowHeader: true,
          cell: (line) => (
            <>
              <NameText text={line.description} />
              <span className="under">
                {line.quantity} {line.unit} × {priceText(line.unitPrice, currency)}
              </span>
            </>
          ),
        },
        {
          key: 'left',
          head: `Left, ${currency}`,
          numeric: true,
          cell: (line) => <LeftOfLine line={line} currency={currency} />,
        },
        {
          key: 'quantity',
          head: 'Quantity',
          numeric: true,
          cell: (line) =>
            leftOf(line) !== 0n && (
              <div className="flex justify-end">
                <TextInput
                  {...box(`quantity-${line.lineNo}`)}
                  label={`Quantity to credit of line ${line.lineNo}`}
                  size="short"
                  inputMode="decimal"
                  autoComplete="off"
                />
              </div>
            ),
        },
        {
          key: 'net',
          head: 'or net amount',
          numeric: true,
          cell: (line) =>
            leftOf(line) !== 0n && (
              <div className="flex justify-end">
                <MoneyInput {...box(`net-${line.lineNo}`)} label={`Net amount to credit of line ${line.lineNo}`} />
              </div>
            ),
        },
      ]}
    />
  );
}

function LeftOfLine({ line, currency }: { line: Line; currency: Currency }) {
  return (
    <>
      <MoneyText money={money(leftOf(line), currency)} style="bare" />
      {line.creditedMinor !== 0n && (
        <span className="under">
          of <MoneyText money={money(line.netMinor, currency)} style="bare" />
        </span>
      )}
    </>
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

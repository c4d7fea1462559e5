import { priceText } from '#app/kernel/format-price.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { DocumentToCorrect } from '#app/modules/invoicing/queries/get-corrected.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';

type FieldsProps = {
  readonly document: DocumentToCorrect;
  readonly values: Record<string, string>;
  readonly errors: FieldErrors;
};
type Line = DocumentToCorrect['lines'][number];
const leftOf = (line: Line): bigint => line.netMinor - line.creditedMinor;

/** What is left of each line, with boxes for a quantity or a net amount. */
export function LineBoxes({ document, values, errors }: FieldsProps) {
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

import { formatDate } from '#app/kernel/format-date.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { accountValue } from '#app/modules/banking/forms.ts';
import type { BankImport } from '#app/modules/banking/queries/bank-imports.server.ts';
import type { OwnAccount } from '#app/modules/banking/queries/own-accounts.server.ts';
import type { StagedSample } from '#app/modules/banking/queries/read-staged-file.server.ts';
import type { BankCsvMapping } from '#app/modules/banking/types.ts';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Select } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { NameText } from './name-text.tsx';

type Typed = Readonly<Record<string, unknown>>;
export type MappingProps = {
  sample: StagedSample;
  accounts: readonly OwnAccount[];
  file: BankImport;
  errors?: FieldErrors;
  typed?: Typed;
};

const SEPARATOR_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;

/** Each field of a line and whether it must be there. */
export const COLUMNS = [
  ['bookedOn', 'Day of booking', true],
  ['signed', 'Amount, with its sign', false],
  ['debit', 'Money out (where it has its own column)', false],
  ['credit', 'Money in (where it has its own column)', false],
  ['text', 'Text', false],
  ['partyName', 'Name of the payer', false],
  ['partyAccount', 'Account of the payer', false],
  ['reference', 'Reference of the bank', false],
  ['valueOn', 'Value date', false],
  ['currency', 'Currency', false],
  ['balance', 'Balance after the line', false],
] as const;

/** What is chosen when the form is first drawn: what was typed, else how it was read, else what the heads suggest. */
export function chosen({ sample, file, typed }: MappingProps): (name: string) => string {
  const mapping: Partial<BankCsvMapping> = file.wish.mapping ?? file.preview?.mapping ?? sample.suggested;
  const amount = mapping.amount ?? {};
  const known: Record<string, string | null | undefined> = {
    ...mapping,
    ...amount,
    text: mapping.text?.[0],
    amount: null,
    separator: SEPARATOR_NAMES[sample.separator],
    account: file.wish.account ? accountValue(file.wish.account) : '',
  } as Record<string, string | null | undefined>;
  return (name) => String(typed?.[name] ?? known[name] ?? '');
}

type StyleProps = Pick<MappingProps, 'sample' | 'errors'> & { value: (name: string) => string };

/** How days and amounts are written, each shown on a value of the file. */
export function StyleFields({ sample, errors, value }: StyleProps) {
  const locale = useLocale();
  const day = (on: PlainDate | null | undefined) =>
    on ? `reads ${sample.day?.text} as ${formatDate(on, locale)}` : 'does not fit';
  const amount = (sign: '.' | ',') => {
    if (!sample.amount) return undefined;
    const read = sample.amount.signs[sign];
    return read ? `reads ${sample.amount.text} as ${read}` : `does not fit ${sample.amount.text}`;
  };
  return (
    <>
      <Select
        {...{ name: 'separator', label: 'Between the columns stands', error: errors?.separator }}
        defaultValue={value('separator')}
        options={[
          { value: 'comma', label: 'A comma' },
          { value: 'semicolon', label: 'A semicolon' },
          { value: 'tab', label: 'A tab' },
        ]}
      />
      <RadioGroup
        {...{ name: 'dateOrder', label: 'Order of a day', error: errors?.dateOrder, defaultValue: value('dateOrder') }}
        choices={[
          { value: 'dmy', label: 'Day, month, year', hint: day(sample.day?.orders.dmy) },
          { value: 'mdy', label: 'Month, day, year', hint: day(sample.day?.orders.mdy) },
          { value: 'ymd', label: 'Year, month, day', hint: day(sample.day?.orders.ymd) },
        ]}
      />
      <RadioGroup
        {...{ name: 'decimalSign', label: 'Before decimals stands', error: errors?.decimalSign }}
        defaultValue={value('decimalSign')}
        choices={[
          { value: '.', label: 'A point', hint: amount('.') },
          { value: ',', label: 'A comma', hint: amount(',') },
        ]}
      />
    </>
  );
}

export function SampleTable({ sample }: { sample: StagedSample }) {
  return (
    <DataTable
      caption="First rows of the file, as they stand"
      rows={sample.rows.map((cells, at) => ({ cells, at }))}
      rowKey={({ at }) => String(at)}
      wide
      columns={sample.heads.map((head, at) => ({
        ...{ key: String(at), head: <NameText text={head} />, rowHeader: at === 0 },
        cell: ({ cells }: { cells: readonly string[] }) => <NameText text={cells[at] ?? ''} />,
      }))}
    />
  );
}

import { Form } from 'react-router';
import { formatDate } from '#app/kernel/format-date.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { accountValue } from '#app/modules/banking/forms.ts';
import type { BankImport } from '#app/modules/banking/queries/bank-imports.server.ts';
import type { OwnAccount } from '#app/modules/banking/queries/own-accounts.server.ts';
import type { StagedSample } from '#app/modules/banking/queries/read-staged-file.server.ts';
import type { BankCsvMapping } from '#app/modules/banking/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, Select } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type Typed = Readonly<Record<string, unknown>>;
type MappingProps = {
  sample: StagedSample;
  accounts: readonly OwnAccount[];
  file: BankImport;
  errors?: FieldErrors;
  typed?: Typed;
};

const SEPARATOR_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;

/** Each field of a line and whether it must be there. */
const COLUMNS = [
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
function chosen({ sample, file, typed }: MappingProps): (name: string) => string {
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

/** What the columns of a spreadsheet are, on its own first rows; remembered for the account. */
export function MappingForm(props: MappingProps) {
  const { sample, accounts, errors, file } = props;
  const value = chosen(props);
  const locale = useLocale();
  const options = sample.heads.map((head, at) => ({
    value: head,
    label: [head, sample.rows[0]?.[at]?.slice(0, 24)].filter(Boolean).join(': '),
  }));
  const day = (on: PlainDate | null | undefined) =>
    on ? `reads ${sample.day?.text} as ${formatDate(on, locale)}` : 'does not fit';
  const amount = (sign: '.' | ',') => {
    const read = sample.amount?.signs[sign];
    return read
      ? `reads ${sample.amount?.text} as ${read}`
      : sample.amount
        ? `does not fit ${sample.amount.text}`
        : undefined;
  };
  return (
    <Panel title={file.state === 'ready' ? 'Read its columns otherwise' : 'What its columns are'} pad>
      <div className="staff-stack">
        <SampleTable sample={sample} />
        <Form method="post">
          <FormStack>
            <AccountSelect accounts={accounts} value={value('account')} error={errors?.account} />
            <Select
              {...{
                name: 'separator',
                label: 'Between the columns stands',
                error: errors?.separator,
                defaultValue: value('separator'),
              }}
              options={[
                { value: 'comma', label: 'A comma' },
                { value: 'semicolon', label: 'A semicolon' },
                { value: 'tab', label: 'A tab' },
              ]}
            />
            <RadioGroup
              {...{
                name: 'dateOrder',
                label: 'Order of a day',
                error: errors?.dateOrder,
                defaultValue: value('dateOrder'),
              }}
              choices={[
                { value: 'dmy', label: 'Day, month, year', hint: day(sample.day?.orders.dmy) },
                { value: 'mdy', label: 'Month, day, year', hint: day(sample.day?.orders.mdy) },
                { value: 'ymd', label: 'Year, month, day', hint: day(sample.day?.orders.ymd) },
              ]}
            />
            <RadioGroup
              {...{
                name: 'decimalSign',
                label: 'Before decimals stands',
                error: errors?.decimalSign,
                defaultValue: value('decimalSign'),
              }}
              choices={[
                { value: '.', label: 'A point', hint: amount('.') },
                { value: ',', label: 'A comma', hint: amount(',') },
              ]}
            />
            {COLUMNS.map(([name, label, isNeeded]) => (
              <Select
                key={name}
                {...{ name, label, options, error: errors?.[name], defaultValue: value(name), optional: !isNeeded }}
                placeholder={isNeeded ? 'Choose a column' : 'Not in the file'}
              />
            ))}
            <ButtonRow>
              <Button name="intent" value="map" variant={file.state === 'ready' ? 'second' : 'primary'} busy="Reading…">
                Read the file with these columns
              </Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </div>
    </Panel>
  );
}

function SampleTable({ sample }: { sample: StagedSample }) {
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

type AccountProps = { accounts: readonly OwnAccount[]; value: string; error?: readonly string[] | undefined };

const AccountSelect = ({ accounts, value, error }: AccountProps) => (
  <Select
    {...{
      name: 'account',
      label: 'Account the file is of',
      error,
      defaultValue: value,
      placeholder: 'Choose an account',
    }}
    options={accounts.map((one) => ({
      value: accountValue(one),
      label: `${one.name}, ${one.currency} (${one.account.slice(-4)})`,
    }))}
  />
);

/** A file that names no account, and is no spreadsheet. */
export function AccountOfFile({
  accounts,
  errors,
}: {
  accounts: readonly OwnAccount[];
  errors?: FieldErrors | undefined;
}) {
  return (
    <Panel title="Which of our accounts is it?" pad>
      <Form method="post">
        <FormStack>
          <AccountSelect accounts={accounts} value="" error={errors?.account} />
          <ButtonRow>
            <Button name="intent" value="account" busy="Reading…">
              It is of this account
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

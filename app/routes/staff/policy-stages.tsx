import { type Currency, minorToDecimal } from '#app/kernel/money.ts';
import { type PolicyVersion, TONES } from '#app/modules/collections/types.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Select, TextInput } from '#app/ui/inputs.tsx';
import { STAGE_ROWS } from './policy-rows.ts';
import { TONE_NAMES } from './promise-words.ts';

type RowsProps = {
  policy: PolicyVersion;
  baseCurrency: Currency;
  mayChange: boolean;
  values: Record<string, string> | null;
  errors: Record<string, string[]>;
};
type StageRow = { no: number; days: string; tone: string; group: string; min: string };

function rowsOf({ policy, values, mayChange, baseCurrency }: RowsProps): StageRow[] {
  const count = mayChange ? STAGE_ROWS : policy.stages.length;
  return Array.from({ length: count }, (_, no): StageRow => {
    const stage = policy.stages[no];
    const typed = (name: string, now: string) => values?.[`${name}-${no}`] ?? now;
    return {
      ...{ no, days: typed('days', stage ? String(stage.offsetDays) : '') },
      ...{ tone: typed('tone', stage?.tone ?? 'friendly'), group: typed('group', stage?.group ?? 'standard') },
      min: typed('min', stage && stage.minMinor > 0n ? minorToDecimal(stage.minMinor, baseCurrency) : ''),
    };
  });
}

/** The stages, a row each; rows without a day are left out. */
export function StageRows(props: RowsProps) {
  return (
    <DataTable
      caption="Stages of the reminders"
      rows={rowsOf(props)}
      rowKey={({ no }) => String(no)}
      columns={columnsOf(props)}
    />
  );
}

/** Beside its number and under its head, so that the words are for those who hear the page. */
const words = (row: StageRow, text: string) => ({ label: `${text} of stage ${row.no + 1}`, labelHidden: true });
const columnsOf = ({ errors, mayChange, baseCurrency }: RowsProps): Column<StageRow>[] => [
  { key: 'no', head: 'Stage', rowHeader: true, cell: (row) => String(row.no + 1) },
  {
    key: 'days',
    head: 'Days from the due day',
    cell: (row) => (
      <TextInput
        name={`days-${row.no}`}
        {...words(row, 'Days')}
        error={errors[`days-${row.no}`]}
        defaultValue={row.days}
        disabled={!mayChange}
        size="short"
      />
    ),
  },
  {
    key: 'tone',
    head: 'Tone',
    cell: (row) => (
      <Select
        name={`tone-${row.no}`}
        {...words(row, 'Tone')}
        error={errors[`tone-${row.no}`]}
        options={TONES.map((tone) => ({ value: tone, label: TONE_NAMES[tone] }))}
        defaultValue={row.tone}
        disabled={!mayChange}
      />
    ),
  },
  {
    key: 'group',
    head: 'For customers who get',
    cell: (row) => (
      <Select
        name={`group-${row.no}`}
        {...words(row, 'Customers')}
        options={[
          { value: 'standard', label: 'the standard ones' },
          { value: 'gentle', label: 'the gentle ones' },
        ]}
        defaultValue={row.group}
        disabled={!mayChange}
      />
    ),
  },
  {
    key: 'min',
    head: `From this sum on, ${baseCurrency}`,
    cell: (row) => (
      <TextInput
        name={`min-${row.no}`}
        {...words(row, 'Smallest sum')}
        error={errors[`min-${row.no}`]}
        defaultValue={row.min}
        disabled={!mayChange}
        size="short"
      />
    ),
  },
];

import { Form } from 'react-router';
import type { ImportField } from '#app/modules/usage/forms.ts';
import type { ColumnMapping } from '#app/modules/usage/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type Columns = {
  fields: readonly ImportField[];
  heads: readonly string[];
  sample: readonly string[];
  mapping: ColumnMapping;
};

const sampleOf = ({ heads, sample }: Pick<Columns, 'heads' | 'sample'>, head: string): string => {
  const cell = sample[heads.indexOf(head)] ?? '';
  return cell.length > 24 ? `${cell.slice(0, 24)}…` : cell;
};

/** One row a field: the column it stands in, or what is the same for every row. */
export function ColumnTable({ fields, mapping, ...file }: Columns) {
  const options = file.heads.map((head) => {
    const example = sampleOf(file, head);
    return { value: head, label: example ? `${head} (${example})` : head };
  });
  return (
    <DataTable
      caption="What each field is read from"
      rows={fields}
      rowKey={({ name }) => name}
      columns={[
        {
          key: 'field',
          head: 'Field',
          rowHeader: true,
          cell: ({ label, hint, isRequired }) => (
            <>
              {label}
              {isRequired && ' (needed)'}
              {hint && <div className="text-muted">{hint}</div>}
            </>
          ),
        },
        {
          key: 'column',
          head: 'Column',
          cell: ({ name, label }) => (
            <Select
              name={`column-${name}`}
              label={`Column of ${label}`}
              labelHidden
              placeholder="Not in the file"
              options={options}
              defaultValue={mapping.columns[name] ?? ''}
            />
          ),
        },
        {
          key: 'same',
          head: 'The same for every row',
          cell: ({ name, label }) => (
            <TextInput
              name={`same-${name}`}
              label={`${label}, the same for every row`}
              labelHidden
              size="short"
              defaultValue={mapping.same[name] ?? ''}
            />
          ),
        },
      ]}
    />
  );
}

/** How the file writes its days and decimals; stated once, never guessed row by row. */
export function StyleFields({ mapping }: Pick<Columns, 'mapping'>) {
  return (
    <>
      <RadioGroup
        name="dates"
        label="Dates"
        defaultValue={mapping.dates}
        choices={[
          { value: 'ymd', label: 'Year, month, day' },
          { value: 'dmy', label: 'Day, month, year: 31/03/2026' },
          { value: 'mdy', label: 'Month, day, year: 03/31/2026' },
        ]}
      />
      <RadioGroup
        name="decimals"
        label="Decimals"
        defaultValue={mapping.decimals}
        choices={[
          { value: 'point', label: 'With a point: 1,012.5' },
          { value: 'comma', label: 'With a comma: 1.012,5' },
        ]}
      />
    </>
  );
}

type Saved = { id: string; name: string; isChosen: boolean };

export function SavedMappings({ action, saved }: { action: string; saved: readonly Saved[] }) {
  return (
    <Panel title="Saved choices" pad>
      <Form method="get" action={action}>
        <FormStack>
          <Select
            name="with"
            label="Use a saved choice"
            size="medium"
            placeholder="As suggested"
            options={saved.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={saved.find(({ isChosen }) => isChosen)?.id ?? ''}
          />
          <ButtonRow>
            <Button variant="second">Fill in</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

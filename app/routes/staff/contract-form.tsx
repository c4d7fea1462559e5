import { Form } from 'react-router';
import { drawnRows, grown } from '#app/modules/contracts/ui/contract-values.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { ChangeFields, ContractFields, type FormProps, type Naming } from './contract-fields.tsx';
import { type LineChoices, LineFields } from './contract-line-fields.tsx';
import { DefaultButton } from './split-parts.tsx';

type ContractFormProps = FormProps & {
  choices: LineChoices;
  isChange: boolean;
  isFixed: boolean;
  /** What was pressed last: a line or a price more is drawn then. */
  intent: string;
};

/** The whole contract as one form. Lines and prices are added by buttons that send it and draw it again. */
export function ContractForm({ values, errors, choices, isChange, isFixed, intent }: ContractFormProps) {
  const field: Naming = (name) => ({
    name,
    ...(values[name] === undefined ? {} : { defaultValue: values[name] }),
    ...(errors[name] ? { error: errors[name] } : {}),
  });
  const rows = grown(drawnRows(values), intent);
  const lines = rows.length > 0 ? rows : [1];
  return (
    <Form method="post" noValidate preventScrollReset className="staff-stack" key={JSON.stringify(lines)}>
      <DefaultButton intent="propose" />
      {isChange && (
        <Panel title="The change" pad>
          <ChangeFields field={field} />
        </Panel>
      )}
      <Panel title="The contract" pad>
        <ContractFields field={field} isFixed={isFixed} />
      </Panel>
      {lines.map((prices, index) => (
        <LineFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a line of the form is its place
          key={index}
          {...{ field, index, choices, isChange }}
          prices={Math.max(prices, 1)}
        />
      ))}
      <ButtonRow>
        <Button variant="second" name="intent" value="add-line" busy="Adding…">
          Add a line
        </Button>
        <Button name="intent" value="propose" busy="Sending…">
          Send for approval
        </Button>
      </ButtonRow>
    </Form>
  );
}

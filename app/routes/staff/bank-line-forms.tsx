import { Form } from 'react-router';
import type { BankLineState } from '#app/modules/banking/types.ts';
import { Button } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, MoneyInput, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { SAY_KINDS, SAY_ROWS } from './bank-line-kinds.ts';

type FormProps = { values: Record<string, string>; errors: FieldErrors };
const field = ({ values, errors }: FormProps, name: string) => ({
  name,
  defaultValue: values[name],
  error: errors[name],
});

const KINDS = Object.entries(SAY_KINDS).map(([value, label]) => ({ value, label }));

/** Says what it is in up to four parts, of any kind; works without script. */
export function SayForm({ currency, ...form }: FormProps & { currency: string }) {
  return (
    <Panel title="Say what it is" pad>
      <Form method="post" noValidate>
        <FormStack>
          {SAY_ROWS.map((no) => (
            <fieldset key={no} className="flex flex-wrap items-end gap-4">
              <legend className="label">Part {no}</legend>
              <Select
                {...field(form, `kind${no}`)}
                label={`What part ${no} is`}
                optional={no > 1}
                placeholder={no === 1 ? 'Choose what it is' : 'Nothing more'}
                options={KINDS}
              />
              <TextInput
                {...field(form, `name${no}`)}
                label={`Number of part ${no}`}
                optional
                code
                autoComplete="off"
              />
              <MoneyInput
                {...field(form, `amount${no}`)}
                label={`Amount of part ${no}`}
                hint="Empty is what is left"
                optional
                currency={currency}
              />
              <TextInput
                {...field(form, `note${no}`)}
                label={`Note of part ${no}`}
                optional
                maxLength={500}
                autoComplete="off"
              />
            </fieldset>
          ))}
          <Button variant="second" name="intent" value="say" busy="Matching…">
            Match these parts
          </Button>
        </FormStack>
      </Form>
    </Panel>
  );
}

type AsideProps = FormProps & { state: BankLineState; colleagues: readonly { id: string | null; name: string }[] };

/** Puts the line aside with a note, asks a colleague, or takes it up again. */
export function AsideForm({ state, colleagues, ...form }: AsideProps) {
  return (
    <Panel title="Not now" pad>
      <Form method="post" noValidate>
        <FormStack>
          <TextInput {...field(form, 'note')} label="Why it waits" maxLength={500} autoComplete="off" />
          <Select
            {...field(form, 'colleague')}
            label="Colleague to ask"
            optional
            placeholder="Nobody"
            options={colleagues.flatMap(({ id, name }) => (id ? [{ value: id, label: name }] : []))}
          />
          <span className="flex flex-wrap gap-2">
            <Button variant="second" name="intent" value="park" busy="Saving…">
              Park it
            </Button>
            <Button variant="second" name="intent" value="ask" busy="Saving…">
              Ask the colleague
            </Button>
            {state !== 'open' && (
              <Button variant="quiet" name="intent" value="take-up" busy="Saving…">
                Take it up again
              </Button>
            )}
          </span>
        </FormStack>
      </Form>
    </Panel>
  );
}

/** Opens the line again and reverses what it posted. */
export function UndoForm(form: FormProps) {
  return (
    <Panel title="It was something else" pad>
      <Form method="post" noValidate>
        <FormStack>
          <TextInput
            {...field(form, 'reason')}
            label="Why it is undone"
            hint="What was posted for the line is reversed, and what it had paid is open again."
            maxLength={500}
            autoComplete="off"
          />
          <Button variant="second" name="intent" value="undo" busy="Undoing…">
            Undo
          </Button>
        </FormStack>
      </Form>
    </Panel>
  );
}

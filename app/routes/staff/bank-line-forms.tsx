import { Form } from 'react-router';
import { type BankLineState, UNDO_CAUSES } from '#app/modules/banking/types.ts';
import { Button } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, MoneyInput, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { SAY_KINDS, SAY_ROWS } from './bank-line-kinds.ts';
import { CAUSE_WORDS } from './undo-causes.ts';

type FormProps = { values: Record<string, string>; errors: FieldErrors };
const field = ({ values, errors }: FormProps, name: string) => ({
  name,
  defaultValue: values[name],
  error: errors[name],
});

const KINDS = Object.entries(SAY_KINDS).map(([value, label]) => ({ value, label }));

/** Says what it is in up to four parts, of any kind; works without script. */
export function SayForm({ currency, ...form }: FormProps & { currency: string }) {
  const [first, ...more] = SAY_ROWS;
  const isSplit = more.some((no) => form.values[`kind${no}`] || form.errors[`kind${no}`]);
  return (
    <Panel title="Say what it is" pad>
      <Form method="post" noValidate>
        <FormStack>
          <PartFields no={first} currency={currency} {...form} />
          <Disclosure shut="Split it into parts" startOpen={isSplit}>
            <div className="flex flex-col gap-6">
              {more.map((no) => (
                <PartFields key={no} no={no} currency={currency} {...form} />
              ))}
            </div>
          </Disclosure>
          <div>
            <Button variant="second" name="intent" value="say" busy="Matching…">
              Match as said
            </Button>
          </div>
        </FormStack>
      </Form>
    </Panel>
  );
}

function PartFields({ no, currency, ...form }: FormProps & { no: number; currency: string }) {
  return (
    <fieldset className="grid items-end gap-4 sm:grid-cols-2">
      <legend className="sr-only">Part {no}</legend>
      <Select
        {...field(form, `kind${no}`)}
        label={`Part ${no} is`}
        optional={no > 1}
        placeholder={no === 1 ? 'Choose what it is' : 'Nothing more'}
        options={KINDS}
      />
      <TextInput
        {...field(form, `name${no}`)}
        label={`Number for part ${no}`}
        hint="Of the invoices, customer, payment, payout, deposit, refund or receipt"
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
        label={`Note on part ${no}`}
        optional
        maxLength={500}
        autoComplete="off"
      />
    </fieldset>
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

const CAUSES = UNDO_CAUSES.map((value) => ({ value, label: CAUSE_WORDS[value] }));

/** Opens the line again and reverses what it posted. */
export function UndoForm(form: FormProps) {
  return (
    <Panel title="It was something else" pad>
      <Form method="post" noValidate>
        <FormStack>
          <Select
            {...field(form, 'cause')}
            label="Why it is undone"
            hint="What was posted for the line is reversed, and what it had paid is open again."
            placeholder="Choose why"
            options={CAUSES}
          />
          <TextInput
            {...field(form, 'reason')}
            label="What whoever comes next should know"
            optional
            maxLength={400}
            autoComplete="off"
          />
          <div>
            <Button variant="second" name="intent" value="undo" busy="Undoing…">
              Undo
            </Button>
          </div>
        </FormStack>
      </Form>
    </Panel>
  );
}

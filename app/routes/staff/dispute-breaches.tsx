import { Form } from 'react-router';
import type { Breach } from '#app/modules/disputes/queries/breaches-of.server.ts';
import { Button } from '#app/ui/button.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type FormProps = { values: Record<string, string | undefined>; errors: FieldErrors };

type BreachProps = FormProps & { breaches: readonly Breach[]; mayWork: boolean; zone: string };

/** Targets that were missed, each with the reason given afterwards. */
export function BreachPanel({ breaches, mayWork, zone, ...form }: BreachProps) {
  if (breaches.length === 0) return null;
  return (
    <Panel title="Targets missed" pad>
      <ul className="form-stack">
        {breaches.map((breach) => (
          <li key={breach.id}>
            {breach.clock === 'answer' ? 'The answer' : 'The result'} was due{' '}
            <InstantText at={breach.dueAt} zone={zone} />.{' '}
            {breach.cause !== null ? (
              <NameText text={`${breach.cause} (${breach.explainedByName})`} />
            ) : mayWork ? (
              <Form method="post" noValidate className="mt-2">
                <input type="hidden" name="breachId" value={breach.id} />
                <FormStack>
                  <TextInput
                    name={`cause-${breach.clock}`}
                    label={breach.clock === 'answer' ? 'Why the answer was late' : 'Why the result was late'}
                    defaultValue={form.values[`cause-${breach.clock}`]}
                    error={form.errors[`cause-${breach.clock}`]}
                    autoComplete="off"
                  />
                  <div>
                    <Button small variant="second" name="intent" value={`explain-${breach.clock}`} busy="Saving…">
                      Keep the reason
                      <span className="sr-only"> for the {breach.clock === 'answer' ? 'answer' : 'result'}</span>
                    </Button>
                  </div>
                </FormStack>
              </Form>
            ) : (
              'Nobody has said why yet.'
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

import { Form, Link } from 'react-router';
import { FINDING_WORDS, isFindingCode } from '#app/modules/billing-runs/ui/finding-words.ts';
import type { CauseRefusal } from '#app/modules/disputes/commands/set-dispute-cause.server.ts';
import type { DisputeCause } from '#app/modules/disputes/queries/dispute-lessons.server.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type Choice = { readonly value: string; readonly label: string };
type Words = { fieldErrors?: Record<string, string[]>; formErrors?: string[] };
/** What a refused cause is told at its field. */
export const CAUSE_REFUSALS: Readonly<Record<CauseRefusal['code'], Words>> = {
  'code-missing': { fieldErrors: { code: ['Give it a short code of small letters, like price_not_entered.'] } },
  'label-missing': { fieldErrors: { label: ['Give it a name.'] } },
  'too-long': { formErrors: ['Use 120 characters for the name and 500 for what prevents it. Nothing was kept.'] },
  'unknown-department': { fieldErrors: { department: ['Choose whose it is to prevent.'] } },
  'unknown-reason': { fieldErrors: { reasons: ['Choose reasons of the list.'] } },
  'nothing-changed': { formErrors: ['It is so already. Nothing was changed.'] },
};

const checkName = (code: string | null): string => (code && isFindingCode(code) ? FINDING_WORDS[code].title : 'None');

type CauseTableProps = {
  causes: readonly DisputeCause[];
  reasons: readonly Choice[];
  /** Null for those who may only look. */
  hrefOf: ((code: string) => string) | null;
};

/** Reason, department, cause and prevention, a row a cause. */
export function CauseTable({ causes, reasons, hrefOf }: CauseTableProps) {
  const reasonName = (code: string) => reasons.find(({ value }) => value === code)?.label ?? code;
  return (
    <Panel title="Causes" foot="A change holds from now on; what was said of older disputes keeps its words.">
      <DataTable
        caption="Causes of disputes"
        rows={causes}
        rowKey={({ code }) => code}
        columns={[
          {
            key: 'label',
            head: 'Cause',
            rowHeader: true,
            cell: (cause) => (
              <>
                {hrefOf ? (
                  <Link className="quiet-link" to={hrefOf(cause.code)}>
                    {cause.label}
                  </Link>
                ) : (
                  cause.label
                )}
                {cause.state === 'off' && <span className="under">No longer offered</span>}
              </>
            ),
          },
          { key: 'reasons', head: 'Behind', cell: (cause) => cause.reasons.map(reasonName).join(', ') || 'Any reason' },
          { key: 'department', head: 'Department', cell: (cause) => cause.departmentName },
          {
            key: 'prevention',
            head: 'Prevented by',
            cell: (cause) => <NameText text={cause.prevention || 'Nothing to do'} />,
          },
          { key: 'check', head: 'Check before issue', cell: (cause) => checkName(cause.issueRule) },
        ]}
      />
    </Panel>
  );
}

type CauseFormProps = {
  cause: DisputeCause | null;
  departments: readonly Choice[];
  reasons: readonly Choice[];
  result: FormRefusal | undefined;
};

/** A cause as it is to hold from now on. */
export function CauseForm({ cause, departments, reasons, result }: CauseFormProps) {
  const typed = (name: string) => result?.values[name] as string | undefined;
  const error = (name: string) => result?.fieldErrors[name];
  const checks = Object.entries(FINDING_WORDS).map(([value, { title }]) => ({ value, label: title }));
  return (
    <Panel title={cause ? `Change “${cause.label}”` : 'A new cause'} pad id="change">
      <Form method="post" noValidate>
        <FormStack>
          {cause ? (
            <input type="hidden" name="code" value={cause.code} />
          ) : (
            <TextInput name="code" label="Code" size="medium" defaultValue={typed('code')} error={error('code')} />
          )}
          <TextInput name="label" label="Name" defaultValue={typed('label') ?? cause?.label} error={error('label')} />
          <Select
            name="department"
            label="Whose it is to prevent"
            options={departments}
            defaultValue={typed('department') ?? cause?.department}
            error={error('department')}
          />
          <TextArea
            name="prevention"
            label="What prevents it"
            defaultValue={typed('prevention') ?? cause?.prevention}
            error={error('prevention')}
            rows={2}
            optional
          />
          <Select
            name="issueRule"
            label="Check before issue that could see it"
            placeholder="None"
            options={checks}
            defaultValue={typed('issueRule') ?? cause?.issueRule ?? ''}
            error={error('issueRule')}
            optional
          />
          <CheckboxGroup
            name="reasons"
            label="Offered first behind"
            choices={reasons}
            defaultValues={typed('reasons')?.split(' ') ?? cause?.reasons ?? []}
            error={error('reasons')}
            optional
          />
          <ButtonRow>
            <Button name="intent" value="on" busy="Keeping…">
              Keep
            </Button>
            {cause?.state === 'on' && (
              <Button name="intent" value="off" variant="second" busy="Taking away…">
                Offer it no longer
              </Button>
            )}
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

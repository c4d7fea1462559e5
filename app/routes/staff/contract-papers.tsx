import { Form, Link } from 'react-router';
import type { ContractFile } from '#app/modules/contracts/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FormStack, TextArea } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { FormProps } from './contract-fields.tsx';
import { NameText } from './name-text.tsx';

type PapersProps = { files: readonly ContractFile[]; contractId: string; mayWrite: boolean; zone: string };

/** The signed papers; the customer sees them too. */
export function PapersPanel({ files, contractId, mayWrite, zone }: PapersProps) {
  const to = `/staff/contracts/${contractId}/files`;
  return (
    <Panel title="Signed papers" aside={mayWrite ? <Link to={to}>Add or remove</Link> : undefined} pad>
      {files.length === 0 ? (
        <p className="text-muted">None yet.</p>
      ) : (
        <ul className="form-stack">
          {files.map((file) => (
            <li key={file.id}>
              <a href={`${to}/${file.id}`} download>
                <NameText text={file.fileName} />
              </a>
              <span className="under">
                {Math.max(1, Math.round(file.sizeBytes / 1024))} KB, <NameText text={file.byName} />,{' '}
                <InstantText at={file.uploadedAt} zone={zone} show="date-time" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Ending is a change like any other: it waits for a second person. */
export function EndPanel({ values, errors }: FormProps) {
  return (
    <Panel title="End the contract" pad>
      <Disclosure shut="Choose the last day" startOpen={Boolean(errors.endsOn || errors.endReason)}>
        <Form method="post" noValidate>
          <FormStack>
            <DateInput name="endsOn" label="Last day" defaultValue={values.endsOn} error={errors.endsOn} />
            <TextArea name="endReason" label="Why" rows={2} defaultValue={values.endReason} error={errors.endReason} />
            <ButtonRow>
              <Button name="intent" value="end" variant="second" busy="Sending…">
                Send for approval
              </Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Disclosure>
    </Panel>
  );
}

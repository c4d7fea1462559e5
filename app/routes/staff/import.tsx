import { data, Form, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { keepImportFile } from '#app/modules/files/commands/keep-import-file.server.ts';
import { IMPORT_BYTES_MAX, type ImportKind } from '#app/modules/files/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { readUpload } from '#app/platform/http/read-upload.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileInput, FormStack } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/import.ts';
import { IMPORT_KINDS, importKindsFor } from './import-kinds.ts';
import { swallowTooLarge } from './posted.server.ts';

const FORM_OVERHEAD_BYTES = 64 * 1024;
const TOO_LARGE = 'The file is larger than 10 MB. Split it and import the parts one by one. Nothing was read.';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'imports.run');
  return { kinds: importKindsFor(user.role) };
}

/** Keeps the file and leads to the dry run; nothing is imported here. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment, user } = await requireStaff(args, 'imports.run');
  if (await swallowTooLarge(args.request, IMPORT_BYTES_MAX + FORM_OVERHEAD_BYTES)) {
    return data(formRefusal({ fieldErrors: { file: [TOO_LARGE] } }), 413);
  }
  const sent = await readUpload(args.request, { field: 'file', maxBytes: IMPORT_BYTES_MAX });
  if (!sent.ok) {
    const status = sent.refusal.code === 'too-large' ? 413 : 422;
    return data(formRefusal({ fieldErrors: { file: [sent.refusal.text] } }), status);
  }
  const { upload, fields } = sent.value;
  const values = Object.fromEntries(fields);
  const kind = importKindsFor(user.role).find((one) => one === values.kind);
  if (!kind) return data(formRefusal({ fieldErrors: { kind: ['Choose what the file holds.'] }, values }), 422);
  const file = { kind, fileName: upload.fileName, content: upload.bytes };
  const kept = await inTransaction(staffDb(), (tx) => keepImportFile(tx, actor, file, moment));
  if (!kept.ok) return data(formRefusal({ fieldErrors: { file: ['Choose a file that is not empty.'] }, values }), 422);
  return redirect(`/staff/import/${kept.value.fileId}`);
}

export default function Import({ loaderData, actionData }: Route.ComponentProps) {
  const { kinds } = loaderData;
  return (
    <>
      <PageTitle title="Import" site="Tallystick" hasErrors={Boolean(actionData)} />
      <PageHead title="Import from a file" />
      <ErrorSummary {...actionData} />
      <Panel title="Nothing is stored before you have seen what would happen" pad>
        <Form method="post" encType="multipart/form-data" noValidate>
          <FormStack>
            <RadioGroup
              name="kind"
              label="What the file holds"
              error={actionData?.fieldErrors.kind}
              defaultValue={actionData?.values.kind || 'customers'}
              choices={kinds.map((kind) => ({
                value: kind,
                label: IMPORT_KINDS[kind].label,
                hint: IMPORT_KINDS[kind].hint,
              }))}
            />
            <FileInput
              name="file"
              label="File"
              hint="CSV in UTF-8, 10 MB at most. The first row names the columns."
              accept=".csv,text/csv"
              error={actionData?.fieldErrors.file}
            />
            <ButtonRow>
              <Button busy="Reading…">Show what would happen</Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Panel>
      <Panel title="Columns" pad>
        <Columns kinds={kinds} />
      </Panel>
    </>
  );
}

function Columns({ kinds }: { kinds: readonly ImportKind[] }) {
  return kinds.map((kind) => {
    const { label, required, optional, note } = IMPORT_KINDS[kind];
    return (
      <Disclosure key={kind} shut={`Columns: ${label}`}>
        <p className="prose">
          <span className="reference">{required}</span>
          {optional !== '' && (
            <>
              ; if you like <span className="reference">{optional}</span>
            </>
          )}
          . {note}
        </p>
      </Disclosure>
    );
  });
}

import { data, Form, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { readReceived } from '#app/modules/einvoices/queries/read-received.server.ts';
import { keepImportFile } from '#app/modules/files/commands/keep-import-file.server.ts';
import { IMPORT_BYTES_MAX } from '#app/modules/files/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { readUpload } from '#app/platform/http/read-upload.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileInput, FormStack } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/received.ts';
import { swallowTooLarge } from './posted.server.ts';

const FORM_OVERHEAD_BYTES = 64 * 1024;
const TOO_LARGE = 'The file is larger than 10 MB. Nothing was read.';

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'invoices.write');
  return null;
}

/** Keeps a file that is an invoice and leads to what it says; nothing is saved as a draft here. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'invoices.write');
  const no = (words: string, status = 422) => data(formRefusal({ fieldErrors: { file: [words] } }), status);
  if (await swallowTooLarge(args.request, IMPORT_BYTES_MAX + FORM_OVERHEAD_BYTES)) return no(TOO_LARGE, 413);
  const sent = await readUpload(args.request, { field: 'file', maxBytes: IMPORT_BYTES_MAX });
  if (!sent.ok) return no(sent.refusal.text, sent.refusal.code === 'too-large' ? 413 : 422);
  const { upload } = sent.value;
  const read = await readReceived(staffDb(), upload.bytes);
  if (!read.ok) return no(`${read.refusal.sentence} (line ${read.refusal.line}).`);
  const file = { kind: 'einvoice' as const, fileName: upload.fileName, content: upload.bytes };
  const kept = await inTransaction(staffDb(), (tx) => keepImportFile(tx, actor, file, moment));
  if (!kept.ok) return no('Choose a file that is not empty.');
  return redirect(`/staff/invoices/received/${kept.value.fileId}`);
}

export default function Received({ actionData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title="Read an e-invoice" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/invoices">Invoices</BackLink>
      <PageHead title="Read an e-invoice" />
      <Panel title="Nothing is saved before you have seen what it says" pad>
        <Form method="post" encType="multipart/form-data" noValidate>
          <FormStack>
            <FileInput
              name="file"
              label="File"
              hint="An invoice as XML, UBL 2.1 or CII D16B, 10 MB at most."
              accept=".xml,application/xml,text/xml"
              error={actionData?.fieldErrors.file}
            />
            <ButtonRow>
              <Button busy="Reading…">Show what it says</Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Panel>
    </>
  );
}

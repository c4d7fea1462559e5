import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { attachFile, keepContractFile } from '#app/modules/contracts/commands/attach-file.server.ts';
import { filesOf, getContract } from '#app/modules/contracts/queries/get-contract.server.ts';
import { CONTRACT_FILE_BYTES_MAX, type ContractId } from '#app/modules/contracts/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { readUpload } from '#app/platform/http/read-upload.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileInput, FormStack } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/contract-files.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { swallowTooLarge } from './posted.server.ts';

const FORM_OVERHEAD_BYTES = 64 * 1024;
const WORDS = {
  'too-large': 'The file is larger than 15 MB. Scan it again with fewer dots, or send its parts one by one.',
  missing: 'Choose a file that is not empty.',
  empty: 'Choose a file that is not empty.',
  unreadable: 'The file did not arrive whole. Send it again.',
  'not-a-paper': 'This is not a PDF, PNG or JPEG file, whatever its name says. Scan or export it as one of these.',
  'disk-full': 'The file store is full. Nothing was kept; tell an administrator.',
  'not-found': 'This contract is not there any more.',
} as const;

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'contracts.write');
  const id = parseId<ContractId>(args.params.id);
  const contract = foundOr404(id && (await getContract(staffDb(), id)), 'contract');
  return { contract, files: await filesOf(staffDb(), contract.id) };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'contracts.write');
  const id = parseId<ContractId>(args.params.id);
  const contract = foundOr404(id && (await getContract(staffDb(), id)), 'contract');
  const refused = (code: keyof typeof WORDS, status = 422) =>
    data(formRefusal({ fieldErrors: { paper: [WORDS[code]] } }), status);
  if (await swallowTooLarge(args.request, CONTRACT_FILE_BYTES_MAX + FORM_OVERHEAD_BYTES))
    return refused('too-large', 413);
  const sent = await readUpload(args.request, { field: 'paper', maxBytes: CONTRACT_FILE_BYTES_MAX });
  if (!sent.ok) return refused(sent.refusal.code, sent.refusal.code === 'too-large' ? 413 : 422);
  const kept = await keepContractFile(webProducer().files, sent.value.upload);
  if (!kept.ok) return refused(kept.refusal.code);
  const input = { contractId: contract.id, file: kept.value };
  const attached = await inTransaction(staffDb(), (tx) => attachFile(tx, actor, input, moment));
  if (!attached.ok) return refused(attached.refusal.code);
  return redirectWithFlash(
    `/staff/contracts/${contract.id}/files`,
    `${kept.value.fileName} is kept. The customer sees it too.`,
  );
}

export default function ContractPapers({ loaderData, actionData }: Route.ComponentProps) {
  const { contract, files } = loaderData;
  return (
    <>
      <PageTitle title={`Papers of ${contract.number}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/contracts/${contract.id}`}>{contract.number}</BackLink>
      <PageHead title="Signed papers" facts="Seen by colleagues and by the customer." />
      <div className="staff-stack">
        <Panel title="Kept papers" pad>
          {files.length === 0 && <p className="text-muted">None yet.</p>}
          <ul className="form-stack">
            {files.map((file) => (
              <li key={file.id} className="flex flex-wrap gap-4">
                <a href={`/staff/contracts/${contract.id}/files/${file.id}`} download>
                  <NameText text={file.fileName} />
                </a>
                <Form method="post" action={`/staff/contracts/${contract.id}/files/${file.id}`}>
                  <Button small variant="quiet" busy="Removing…">
                    Remove<span className="sr-only"> {file.fileName}</span>
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title="Add a paper" pad>
          <Form method="post" encType="multipart/form-data" noValidate>
            <FormStack>
              <FileInput
                name="paper"
                label="File"
                hint="PDF, PNG or JPEG, 15 MB at most."
                accept="application/pdf,image/png,image/jpeg"
                error={actionData?.fieldErrors.paper}
              />
              <ButtonRow>
                <Button busy="Sending…">Keep it</Button>
              </ButtonRow>
            </FormStack>
          </Form>
        </Panel>
      </div>
    </>
  );
}

import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { removeFile } from '#app/modules/contracts/commands/attach-file.server.ts';
import { getContractFile } from '#app/modules/contracts/queries/get-contract-file.server.ts';
import type { ContractFileId, ContractId } from '#app/modules/contracts/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/contract-file.ts';
import { foundOr404 } from './not-found.ts';

/** A signed paper of a contract, its digest checked on this read. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const contractId = parseId<ContractId>(args.params.id);
  const fileId = parseId<ContractFileId>(args.params.fileId);
  const asked = contractId && fileId && (await getContractFile(staffDb(), { fileId, contractId }));
  const file = foundOr404(asked, 'paper');
  const bytes = await readDocument(webProducer(), file);
  if (!bytes.ok)
    throw data(
      {
        title: 'This file cannot be given out',
        text: 'Its content is not what was stored. An administrator must look at the file store.',
      },
      503,
    );
  return downloadResponse({ body: bytes.value, fileName: file.fileName, contentType: file.mediaType });
}

/** Takes it out of sight. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'contracts.write');
  const contractId = foundOr404(parseId<ContractId>(args.params.id), 'contract');
  const fileId = foundOr404(parseId<ContractFileId>(args.params.fileId), 'paper');
  const gone = await inTransaction(staffDb(), (tx) => removeFile(tx, actor, { contractId, fileId }, moment));
  return redirectWithFlash(
    `/staff/contracts/${contractId}/files`,
    gone.ok ? 'The paper was removed. The customer does not see it any more.' : 'This paper was removed already.',
  );
}

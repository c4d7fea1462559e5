import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { getRunDraft } from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { renderRunDraft } from '#app/workflows/render-run-draft.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/run-draft-pdf.ts';
import { foundOr404 } from './give-file.server.ts';

/** How the invoice of a draft will look. It is made for this look and not kept. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const [runId, draftId] = [parseId(args.params.id), parseId(args.params.draftId)];
  const found = foundOr404(draftId && (await getRunDraft(staffDb(), { draftId })), 'draft');
  const draft = foundOr404(found.runId === runId ? found : null, 'draft');
  const body = await renderRunDraft(webProducer(), draft);
  return downloadResponse({ body, fileName: `sample-${draft.seqNo}.pdf`, contentType: 'application/pdf' });
}

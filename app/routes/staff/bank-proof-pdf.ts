import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { statementProof } from '#app/modules/banking/queries/statement-proof.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { renderBankProof } from '#app/workflows/render-bank-proof.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/bank-proof-pdf.ts';
import { LINK_KINDS } from './bank-link-words.ts';
import { foundOr404 } from './not-found.ts';

/** What proves a statement of the bank, as it stands now. */
export async function loader(args: Route.LoaderArgs) {
  const { user, company, moment } = await requireStaff(args, 'desk.read');
  const statementId = parseId(args.params.id) as string | null;
  const proof = foundOr404(statementId ? await statementProof(staffDb(), { statementId }) : null, 'statement');
  const body = await renderBankProof(
    webProducer(),
    {
      ...{ proof, byName: user.name },
      kindWords: (kind) => ({ name: LINK_KINDS[kind].many, posts: LINK_KINDS[kind].posts }),
    },
    { ...moment, timeZone: company.timeZone },
  );
  const fileName = `bank_proof_${proof.statement.toOn ?? 'undated'}.pdf`;
  return downloadResponse({ body, fileName, contentType: 'application/pdf' });
}

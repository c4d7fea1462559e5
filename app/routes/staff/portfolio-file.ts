import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getPack } from '#app/modules/statements/queries/portfolio.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/portfolio-file.ts';
import { foundOr404 } from './not-found.ts';

const TYPES = { pdf: 'application/pdf', csv: 'text/csv; charset=utf-8' } as const;

/** A file of a pack, for the collector it was made for, or for who manages people. To everybody else there is none. */
export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const packId = parseId(args.params.id) as string | null;
  const pack = packId ? await getPack(staffDb(), { packId }) : undefined;
  const what = args.params.what === 'pdf' || args.params.what === 'csv' ? args.params.what : null;
  const own = pack && (pack.userId === user.id || mayStaff(user.role, 'people.write')) ? pack : undefined;
  const found = foundOr404(what && own, 'pack');
  const kind = what ?? 'pdf';
  const bytes = await readDocument(webProducer(), found[kind]);
  const body = foundOr404(bytes.ok ? bytes.value : undefined, 'file of this pack');
  return downloadResponse({ body, fileName: `portfolio_${found.dueOn}.${kind}`, contentType: TYPES[kind] });
}

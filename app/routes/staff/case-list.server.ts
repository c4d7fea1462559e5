import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { openCases } from '#app/modules/cash-application/queries/case-story.server.ts';
import { listCases } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { addressWith, askedView, datedCursor } from './list-address.ts';

const PAGE_SIZE = 50;
export const CASE_VIEWS = ['open', 'mine', 'all'] as const;
type CaseKind = 'deduction' | 'withholding';

/** One page of deductions or certificates, oldest first, as the address asks. */
export async function readCases(args: Parameters<typeof requireStaff>[0] & { url: URL }, kind: CaseKind) {
  const { user, moment } = await requireStaff(args, 'desk.read');
  const { url } = args;
  const view = askedView(url, CASE_VIEWS);
  const cursor = datedCursor(url);
  const customerId = parseId(url.searchParams.get('customer')) ?? undefined;
  const rows = await listCases(staffDb(), {
    ...{ kind, state: view === 'all' ? 'all' : 'open', today: moment.today, limit: PAGE_SIZE + 1 },
    ...(customerId ? { customerId } : {}),
    ...(view === 'mine' ? { ownerId: user.id } : {}),
    ...(cursor ? { after: { effectiveOn: cursor.on, id: cursor.id } } : {}),
  });
  const shown = rows.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  return {
    rows: shown,
    totals: await openCases(staffDb(), kind, customerId),
    allHref: customerId ? addressWith(url, { customer: null }) : null,
    view,
    views: CASE_VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'open' ? null : one }) })),
    firstHref: cursor ? addressWith(url, {}) : null,
    nextHref:
      rows.length > PAGE_SIZE && last ? addressWith(url, { after: `${last.effectiveOn}~${last.reductionId}` }) : null,
  };
}

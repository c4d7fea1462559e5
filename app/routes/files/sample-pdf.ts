import { sentence } from '#app/guards/guarded-request.server.ts';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { renderSample } from '#app/workflows/render-sample.server.ts';
import { SAMPLE_KINDS } from '#app/workflows/sample-documents.ts';
import { sellerOn } from '#app/workflows/seller-of-day.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/sample-pdf.ts';

/**
 * A sample of a `kind` of document in a `language`, as documents look `on` a day; without one, today. Nothing is kept. A change
 * that is not made yet is seen on the page of that change.
 */
export async function loader(args: Route.LoaderArgs) {
  const { db, moment } = await requireStaff(args, 'desk.read');
  const asked = args.url.searchParams;
  const kind = SAMPLE_KINDS.find((one) => one === asked.get('kind')) ?? 'invoice';
  const day = parsePlainDate(asked.get('on') ?? '');
  const on = day.ok ? day.value : moment.today;
  const seller = await sellerOn(db, { on });
  const made = await renderSample(webProducer(), { kind, language: asked.get('language') ?? 'en', on, seller });
  if (!made.ok) throw sentence(422, `This look cannot be put on paper: ${made.refusal.reason}`);
  return downloadResponse({ body: made.value, fileName: `sample-${kind}.pdf`, contentType: 'application/pdf' });
}

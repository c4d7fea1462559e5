import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { isSettingName } from '#app/modules/company/ui/setting-words.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { renderSample } from '#app/workflows/render-sample.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/setting-sample-pdf.ts';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { previewChange } from './setting-change.server.ts';

/** A change is sent by the form that shows it; there is nothing to read here. */
export const loader = () =>
  new Response('Only POST.\n', {
    status: 405,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', Allow: 'POST' },
  });

/** An invoice of nobody with a change that was not made yet. It is drawn for this look and not kept. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'settings.write');
  const what = foundOr404(isSettingName(args.params.what) && args.params.what, 'setting');
  const { fields } = await postedFields(args.request);
  const posted = { what, key: '', fields, file: null, actor, moment, locale: company.locale };
  const previewed = await previewChange(posted);
  if (!previewed.ok || !previewed.value.preview || !previewed.value.change)
    throw data(
      { title: 'This cannot be shown', text: 'Go back and look at the fields: one of them does not fit.' },
      422,
    );
  const { preview, change } = previewed.value;
  const language = preview.seller.company.languages?.fallback ?? 'en';
  const asked = { kind: 'invoice', language, on: change.fromOn, seller: preview.seller } as const;
  const sample = await renderSample(webProducer(), asked);
  if (!sample.ok)
    throw data(
      { title: 'This cannot be drawn', text: 'The logo is damaged inside. Save it again and send it once more.' },
      422,
    );
  return downloadResponse({ body: sample.value, fileName: 'sample-invoice.pdf', contentType: 'application/pdf' });
}

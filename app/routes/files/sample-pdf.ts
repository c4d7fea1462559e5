import { sentence } from '#app/guards/guarded-request.server.ts';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { PLAIN_BRANDING } from '#app/modules/company/queries/get-branding.server.ts';
import { keptLogo } from '#app/modules/company/queries/kept-logo.server.ts';
import type { Branding } from '#app/modules/company/types.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { renderSample } from '#app/workflows/render-sample.server.ts';
import { SAMPLE_KINDS } from '#app/workflows/sample-documents.ts';
import { sellerOn } from '#app/workflows/seller-of-day.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/sample-pdf.ts';

const FOOTER_LINES_MAX = 4;

/**
 * A sample of a `kind` of document as of a day (`on`), in a language (`language`), in the look that holds then or in the one that
 * a form holds (`accent`, `footer`, `logo`), so that a look is seen on paper before it is chosen. Nothing is kept.
 */
export async function loader(args: Route.LoaderArgs) {
  const { db, moment } = await requireStaff(args, 'desk.read');
  const asked = args.url.searchParams;
  const kind = SAMPLE_KINDS.find((one) => one === asked.get('kind')) ?? 'invoice';
  const day = parsePlainDate(asked.get('on') ?? '');
  const on = day.ok ? day.value : moment.today;
  const producer = webProducer();
  const held = await sellerOn(db, { on });
  const seller = asked.has('accent') ? { ...held, branding: await typedLook(asked) } : held;
  const made = await renderSample(producer, { kind, language: asked.get('language') ?? 'en', on, seller });
  if (!made.ok) throw sentence(422, `This look cannot be put on paper: ${made.refusal.reason}`);
  return downloadResponse({ body: made.value, fileName: `sample-${kind}.pdf`, contentType: 'application/pdf' });
}

async function typedLook(asked: URLSearchParams): Promise<Branding> {
  const accent = (asked.get('accent') ?? '').toLowerCase();
  const logo = await keptLogo(webProducer().files, asked.get('logo') ?? '');
  return {
    logo: logo?.logo ?? null,
    accentColour: /^#[0-9a-f]{6}$/.test(accent) ? accent : PLAIN_BRANDING.accentColour,
    footerLines: (asked.get('footer') ?? '')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .slice(0, FOOTER_LINES_MAX),
  };
}

import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { getBranding } from '#app/modules/company/queries/get-branding.server.ts';
import { keptLogo } from '#app/modules/company/queries/kept-logo.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { INERT_POLICY } from '#app/platform/http/secure-headers.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/logo.ts';

/** The logo that holds today, for everybody: it stands above the door. As a picture it runs nothing, alone it may nothing. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await edgeOf(args);
  const { logo } = await getBranding(staffDb(), moment.today);
  const kept = logo && (await keptLogo(webProducer().files, logo.sha256));
  if (!kept)
    return new Response('There is no logo.', { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
  return new Response(kept.bytes, {
    headers: {
      'Content-Type': kept.logo.mediaType,
      'Content-Security-Policy': INERT_POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'public, max-age=300',
    },
  });
}

import { requireStaff } from '#app/guards/require-staff.server.ts';
import { keptLogo } from '#app/modules/company/queries/kept-logo.server.ts';
import { INERT_POLICY } from '#app/platform/http/secure-headers.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/setting-logo.ts';
import { foundOr404 } from './not-found.ts';

/** A kept logo, looked into again before it leaves; as a picture it runs nothing, and opened alone it may nothing. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const kept = foundOr404(await keptLogo(webProducer().files, args.params.sha256), 'logo');
  return new Response(kept.bytes, {
    headers: {
      'Content-Type': kept.logo.mediaType,
      'Content-Security-Policy': INERT_POLICY,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

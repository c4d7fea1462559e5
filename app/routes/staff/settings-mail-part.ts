import { requireStaff } from '#app/guards/require-staff.server.ts';
import { inTheme } from '#app/workflows/preview-mail.server.ts';
import type { Route } from './+types/settings-mail-part.ts';
import { askedMail } from './mail-asked.server.ts';

/** A mail may style itself and nothing else: no script, no picture, no form, no address of its own. Only our page frames it. */
const MAIL_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/** The HTML part of the mail that the page asks for, in the light or the dark look. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const { mail, theme } = await askedMail(args.url, moment);
  if (!mail?.ok) return new Response('There is nothing to show.\n', { status: 404 });
  return new Response(inTheme(mail.value.html, theme), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': MAIL_POLICY,
      'X-Frame-Options': 'SAMEORIGIN',
    },
  });
}

import { Link, Outlet } from 'react-router';
import { requireLink } from '#app/guards/require-link.server.ts';
import { shownLogo } from '#app/guards/shown-logo.server.ts';
import { LocaleProvider } from '#app/ui/locale.tsx';
import { PortalShell } from '#app/ui/portal-shell.tsx';
import type { Route } from './+types/link-layout.ts';

/** The frame of pages opened with a link: no menu, because the link shows its invoices and nothing else. */
export async function loader(args: Route.LoaderArgs) {
  const edge = await requireLink(args);
  const { company } = edge;
  return {
    company: company.name,
    logo: await shownLogo(edge),
    locale: company.locale,
    help: company.help,
    homeHref: `/i/${encodeURIComponent(args.params.token)}`,
  };
}

export default function LinkLayout({ loaderData }: Route.ComponentProps) {
  const { company, logo, locale, help, homeHref } = loaderData;
  return (
    <LocaleProvider locale={locale}>
      <PortalShell
        company={company}
        logo={logo}
        homeHref={homeHref}
        help={help}
        account={
          <p>
            <Link to="/sign-in">Sign in to see everything</Link>
          </p>
        }
      >
        <Outlet />
      </PortalShell>
    </LocaleProvider>
  );
}

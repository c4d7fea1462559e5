import type { ReactNode } from 'react';
import { Link, Outlet } from 'react-router';
import { requireLink } from '#app/guards/require-link.server.ts';
import { shownLogo } from '#app/guards/shown-logo.server.ts';
import { ErrorInShell, ErrorPage, isRefusal } from '#app/ui/error-page.tsx';
import { LocaleProvider } from '#app/ui/locale.tsx';
import { PortalShell } from '#app/ui/portal-shell.tsx';
import { useRequestReference } from '#app/ui/request-reference.tsx';
import type { Route } from './+types/link-layout.ts';

/** The frame of pages opened with a link: no menu, because the link shows its invoices and nothing else. */
export async function loader(args: Route.LoaderArgs) {
  const edge = await requireLink(args);
  const { company } = edge;
  return {
    company: company.name,
    logo: shownLogo(edge),
    locale: company.locale,
    help: company.help,
    homeHref: `/i/${encodeURIComponent(args.params.token)}`,
  };
}

export default function LinkLayout({ loaderData }: Route.ComponentProps) {
  return (
    <Frame around={loaderData}>
      <Outlet />
    </Frame>
  );
}

/** What is not there is said in the same frame, and its way back is the link's own page. */
export function ErrorBoundary({ error, loaderData }: Route.ErrorBoundaryProps) {
  const said = { error, reference: useRequestReference() };
  if (!loaderData || !isRefusal(error)) return <ErrorPage {...said} />;
  return (
    <Frame around={loaderData}>
      <ErrorInShell {...said} site={loaderData.company} homeHref={loaderData.homeHref} />
    </Frame>
  );
}

function Frame({ around, children }: { around: Route.ComponentProps['loaderData']; children: ReactNode }) {
  const { company, logo, locale, help, homeHref } = around;
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
        {children}
      </PortalShell>
    </LocaleProvider>
  );
}

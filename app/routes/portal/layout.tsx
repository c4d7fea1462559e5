import type { ReactNode } from 'react';
import { Form, Link, Outlet } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { shownLogo } from '#app/guards/shown-logo.server.ts';
import { CustomerSwitcher } from '#app/modules/auth/ui/customer-switcher.tsx';
import { ErrorInShell, ErrorPage, isRefusal } from '#app/ui/error-page.tsx';
import { LocaleProvider } from '#app/ui/locale.tsx';
import { PortalShell } from '#app/ui/portal-shell.tsx';
import { useRequestReference } from '#app/ui/request-reference.tsx';
import type { Route } from './+types/layout.ts';

/** Draws the portal around every page. It guards its own figures only: each page asks the guard itself. */
export async function loader(args: Route.LoaderArgs) {
  const edge = await requirePortal(args, 'view');
  const { company, user, customerId, memberships } = edge;
  return {
    company: company.name,
    logo: shownLogo(edge),
    locale: company.locale,
    help: company.help,
    person: user.name || user.email,
    customerId,
    memberships,
  };
}

const NAV = [
  { to: '/', label: 'Overview', end: true },
  { to: '/invoices', label: 'Invoices' },
  { to: '/payments', label: 'Payments' },
  { to: '/autopay', label: 'Autopay' },
  { to: '/statements', label: 'Statements' },
  { to: '/disputes', label: 'Questions' },
  { to: '/details', label: 'Your details' },
];

export default function PortalLayout({ loaderData, matches }: Route.ComponentProps) {
  const isWide = matches.some((match) => (match?.handle as { wide?: boolean } | undefined)?.wide);
  return (
    <Frame around={loaderData} wide={isWide}>
      <Outlet />
    </Frame>
  );
}

/** What is not there or not allowed is said inside the portal, with its menu. */
export function ErrorBoundary({ error, loaderData }: Route.ErrorBoundaryProps) {
  const said = { error, reference: useRequestReference() };
  if (!loaderData || !isRefusal(error)) return <ErrorPage {...said} />;
  return (
    <Frame around={loaderData} wide={false}>
      <ErrorInShell {...said} site={loaderData.company} homeHref="/" />
    </Frame>
  );
}

type FrameProps = { around: Route.ComponentProps['loaderData']; wide: boolean; children: ReactNode };

function Frame({ around, wide, children }: FrameProps) {
  const { company, logo, locale, help, person, customerId, memberships } = around;
  return (
    <LocaleProvider locale={locale}>
      <PortalShell
        company={company}
        logo={logo}
        homeHref="/"
        nav={NAV}
        help={help}
        wide={wide}
        account={
          <>
            <Form method="post" action="/sign-out">
              Signed in as <bdi>{person}</bdi> · <Link to="/account">Account</Link> ·{' '}
              <button type="submit" className="link-button">
                Sign out
              </button>
            </Form>
            <div className="my-2">
              <CustomerSwitcher memberships={memberships} customerId={customerId} />
            </div>
          </>
        }
      >
        {children}
      </PortalShell>
    </LocaleProvider>
  );
}

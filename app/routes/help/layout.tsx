import type { ReactNode } from 'react';
import { Outlet } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { ErrorInShell, ErrorPage, isRefusal } from '#app/ui/error-page.tsx';
import { LocaleProvider } from '#app/ui/locale.tsx';
import { PortalShell } from '#app/ui/portal-shell.tsx';
import { useRequestReference } from '#app/ui/request-reference.tsx';
import type { Route } from './+types/layout.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company } = await edgeOf(args);
  return { name: company.name, locale: company.locale, help: company.help };
}

/** Help is read before signing in and after: it names nobody. */
export default function HelpLayout({ loaderData }: Route.ComponentProps) {
  return (
    <Frame around={loaderData}>
      <Outlet />
    </Frame>
  );
}

/** A page that is not there is missed between the others: the way to their list stays. */
export function ErrorBoundary({ error, loaderData }: Route.ErrorBoundaryProps) {
  const said = { error, reference: useRequestReference() };
  if (!loaderData || !isRefusal(error)) return <ErrorPage {...said} />;
  return (
    <Frame around={loaderData}>
      <ErrorInShell {...said} site={loaderData.name} homeHref="/" />
    </Frame>
  );
}

function Frame({ around, children }: { around: Route.ComponentProps['loaderData']; children: ReactNode }) {
  return (
    <LocaleProvider locale={around.locale}>
      <PortalShell company={around.name} homeHref="/" help={around.help}>
        {children}
      </PortalShell>
    </LocaleProvider>
  );
}

import { Outlet } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { LocaleProvider } from '#app/ui/locale.tsx';
import { PortalShell } from '#app/ui/portal-shell.tsx';
import type { Route } from './+types/layout.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company } = await edgeOf(args);
  return { name: company.name, locale: company.locale, help: company.help };
}

/** Help is read before signing in and after: it names nobody. */
export default function HelpLayout({ loaderData }: Route.ComponentProps) {
  return (
    <LocaleProvider locale={loaderData.locale}>
      <PortalShell company={loaderData.name} homeHref="/" help={loaderData.help}>
        <Outlet />
      </PortalShell>
    </LocaleProvider>
  );
}

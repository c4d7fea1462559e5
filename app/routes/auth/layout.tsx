import { Outlet } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { shownLogo } from '#app/guards/shown-logo.server.ts';
import { PortalShell } from '#app/ui/portal-shell.tsx';
import type { Route } from './+types/layout.ts';

export async function loader(args: Route.LoaderArgs) {
  const edge = await edgeOf(args);
  const { company } = edge;
  const isStaff = args.url.pathname.startsWith('/staff');
  return {
    name: company.name,
    logo: shownLogo(edge),
    help: company.help,
    homeHref: isStaff ? '/staff/sign-in' : '/sign-in',
  };
}

/** Before anyone is known: the company's name, whom to ask, and one quiet column. */
export default function DoorLayout({ loaderData }: Route.ComponentProps) {
  return (
    <PortalShell company={loaderData.name} logo={loaderData.logo} homeHref={loaderData.homeHref} help={loaderData.help}>
      <Outlet />
    </PortalShell>
  );
}

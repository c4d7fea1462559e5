import { Outlet } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff, STAFF_ROLE_NAMES } from '#app/modules/auth/types.ts';
import { deskCounts } from '#app/modules/reports/queries/desk-counts.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { LocaleProvider } from '#app/ui/locale.tsx';
import { type StaffNavGroup, StaffShell } from '#app/ui/staff-shell.tsx';
import type { Route } from './+types/layout.ts';

/** Draws the desk around every page. It guards its own figures only: each page asks the guard itself. */
export async function loader(args: Route.LoaderArgs) {
  const { user, company } = await requireStaff(args, 'desk.read');
  return {
    person: { name: user.name, role: STAFF_ROLE_NAMES[user.role].toLowerCase(), company: company.name },
    locale: company.locale,
    mayImport: mayStaff(user.role, 'imports.run'),
    ...(await deskCounts(staffDb())),
  };
}

export default function StaffLayout({ loaderData }: Route.ComponentProps) {
  const { person, locale, mayImport, toApply, notDelivered } = loaderData;
  const groups: StaffNavGroup[] = [
    {
      label: 'Work',
      items: [
        { to: '/staff', label: 'Today', icon: 'calendar', end: true },
        { to: '/staff/customers', label: 'Customers', icon: 'users' },
      ],
    },
    { label: 'Bill', items: [{ to: '/staff/invoices', label: 'Invoices', icon: 'file', count: notDelivered }] },
    { label: 'Cash', items: [{ to: '/staff/payments', label: 'Payments', icon: 'card', count: toApply }] },
    ...(mayImport
      ? [{ label: 'Control', items: [{ to: '/staff/import', label: 'Import', icon: 'upload' as const }] }]
      : []),
  ];
  return (
    <LocaleProvider locale={locale}>
      <StaffShell
        groups={groups}
        homeHref="/staff"
        searchHref="/staff/search"
        person={person}
        signOutAction="/sign-out"
        accountHref="/staff/account"
      >
        <Outlet />
      </StaffShell>
    </LocaleProvider>
  );
}

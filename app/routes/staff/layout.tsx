import type { ReactNode } from 'react';
import { Outlet } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { approvalsForMe } from '#app/modules/approvals/queries/list-approvals.server.ts';
import { mayStaff, STAFF_ROLE_NAMES, type StaffUser } from '#app/modules/auth/types.ts';
import { openLineCount } from '#app/modules/banking/queries/statement-lines.server.ts';
import { runExceptionCount } from '#app/modules/billing-runs/queries/run-exception-count.server.ts';
import { inboxCount } from '#app/modules/inbox/queries/list-inbound.server.ts';
import { deskCounts } from '#app/modules/reports/queries/desk-counts.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { ErrorInShell, ErrorPage, isRefusal } from '#app/ui/error-page.tsx';
import { LocaleProvider } from '#app/ui/locale.tsx';
import { useRequestReference } from '#app/ui/request-reference.tsx';
import { StaffShell } from '#app/ui/staff-shell.tsx';
import type { Route } from './+types/layout.ts';
import { type DeskCounts, deskNav } from './desk-nav.ts';

/** Draws the desk around every page. It guards its own figures only: each page asks the guard itself. */
export async function loader(args: Route.LoaderArgs) {
  const { user, company, moment } = await requireStaff(args, 'accounts.read');
  return {
    person: { name: user.name, role: STAFF_ROLE_NAMES[user.role].toLowerCase(), company: company.name },
    locale: company.locale,
    role: user.role,
    counts: mayStaff(user.role, 'desk.read') ? await countsFor(user, moment.today) : {},
  };
}

/** What waits, as the side bar counts it. */
async function countsFor(user: StaffUser, today: PlainDate): Promise<DeskCounts> {
  const [desk, inbox, bankLines, runExceptions, approvals] = await Promise.all([
    deskCounts(staffDb()),
    inboxCount(staffDb()),
    openLineCount(staffDb()),
    runExceptionCount(staffDb()),
    mayStaff(user.role, 'approvals.decide') ? approvalsForMe(staffDb(), { userId: user.id, today }) : null,
  ]);
  return { ...desk, inbox, bankLines, runExceptions, approvals: approvals?.count };
}

export default function StaffLayout({ loaderData }: Route.ComponentProps) {
  return (
    <Frame around={loaderData}>
      <Outlet />
    </Frame>
  );
}

/** What is not there or not allowed is said at the desk, with its menu. */
export function ErrorBoundary({ error, loaderData }: Route.ErrorBoundaryProps) {
  const said = { error, reference: useRequestReference() };
  if (!loaderData || !isRefusal(error)) return <ErrorPage {...said} />;
  return (
    <Frame around={loaderData}>
      <ErrorInShell {...said} site="Tallystick" homeHref="/staff" />
    </Frame>
  );
}

function Frame({ around, children }: { around: Route.ComponentProps['loaderData']; children: ReactNode }) {
  const { person, locale, role, counts } = around;
  return (
    <LocaleProvider locale={locale}>
      <StaffShell
        groups={deskNav(role, counts)}
        homeHref="/staff"
        searchHref="/staff/search"
        person={person}
        signOutAction="/sign-out"
        accountHref="/staff/account"
      >
        {children}
      </StaffShell>
    </LocaleProvider>
  );
}

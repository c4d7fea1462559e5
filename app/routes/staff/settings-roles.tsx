import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff, PERMISSION_WORDS, PERMISSIONS, STAFF_ROLE_NAMES, STAFF_ROLES } from '#app/modules/auth/types.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Icon } from '#app/ui/icon.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-roles.ts';

/** The table the guards ask, as it is: nothing on this page is written twice. */
export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  return {
    own: STAFF_ROLE_NAMES[user.role],
    rows: PERMISSIONS.map((permission) => ({
      permission,
      words: PERMISSION_WORDS[permission],
      roles: STAFF_ROLES.filter((role) => mayStaff(role, permission)),
    })),
  };
}

export default function Roles({ loaderData }: Route.ComponentProps) {
  const { own, rows } = loaderData;
  return (
    <>
      <PageTitle title="Roles" site="Tallystick" />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead title="Roles" facts={<span>You are here as {own}.</span>} />
      <Panel
        title="What each role may do"
        foot="Fixed in this version: every page and every button asks this table. Amounts are under Approval limits."
      >
        <DataTable
          caption="Permissions by role"
          wide
          rows={rows}
          rowKey={(row) => row.permission}
          columns={[
            { key: 'permission', head: 'May', rowHeader: true, cell: (row) => row.words },
            ...STAFF_ROLES.map((role) => ({
              key: role,
              head: STAFF_ROLE_NAMES[role],
              cell: (row: (typeof rows)[number]) =>
                row.roles.includes(role) ? (
                  <>
                    <Icon name="check" />
                    <span className="sr-only">Yes</span>
                  </>
                ) : (
                  <span className="sr-only">No</span>
                ),
            })),
          ]}
        />
      </Panel>
    </>
  );
}

import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { Definition } from '#app/ui/definition.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings.ts';
import { type SettingRow, settingGroups } from './settings-groups.server.ts';
import { PAGES } from './settings-pages.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, moment, company } = await requireStaff(args, 'desk.read');
  return {
    pages: PAGES.filter(({ permission }) => mayStaff(user.role, permission)),
    groups: await settingGroups({ db: staffDb(), today: moment.today, locale: company.locale }),
  };
}

export default function Settings({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title="Settings" site="Tallystick" />
      <PageHead title="Settings" />
      <div className="staff-stack">
        <Panel title="People and rules" pad>
          <Definition
            shape="terms"
            facts={loaderData.pages.map(({ to, title, text }) => ({
              key: to,
              label: <Link to={to}>{title}</Link>,
              value: text,
            }))}
          />
        </Panel>
        {loaderData.groups.map((group) => (
          <Panel key={group.title} title={group.title} pad foot={group.foot}>
            <Definition
              shape="terms"
              facts={group.rows.map((row) => ({
                key: row.to,
                label: <Link to={row.to}>{row.title}</Link>,
                value: <SettingNow row={row} />,
              }))}
            />
            {group.add && (
              <p className="mt-4">
                <Link to={group.add.to}>{group.add.label}</Link>
              </p>
            )}
          </Panel>
        ))}
      </div>
    </>
  );
}

/** What it is now and what is planned, then what it changes and from when. */
function SettingNow({ row }: { row: SettingRow }) {
  return (
    <>
      <bdi>{row.now}</bdi>
      {row.planned && <span className="under">{row.planned}</span>}
      {row.changes && <span className="under">{row.changes}</span>}
    </>
  );
}

import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff, type Permission } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { Definition } from '#app/ui/definition.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings.ts';
import { type SettingRow, settingGroups } from './settings-groups.server.ts';

/** Every page of settings, with the permission it asks for and what it is for. */
const PAGES: readonly { to: string; title: string; text: string; permission: Permission }[] = [
  {
    to: '/staff/settings/people',
    title: 'People',
    text: 'Who works here, in which role, and which customers a partner sees.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/roles',
    title: 'Roles',
    text: 'What each role may do.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/approval-limits',
    title: 'Approval limits',
    text: 'Up to which amount a role acts alone and decides for others.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/delegation',
    title: 'Standing in',
    text: 'Who decides for whom while somebody is away.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/issue-rules',
    title: 'Checks before issue',
    text: 'What a billing run looks for before it issues, with limits per customer and product.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/dispute-causes',
    title: 'What disputes come from',
    text: 'Causes, whose they are to prevent, and the check that could see them before issue.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/mail',
    title: 'E-mails',
    text: 'Every e-mail as it would leave for a real customer, in each language and look.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/help',
    title: 'Help pages',
    text: 'What customers read about invoices, paying, plans and questions, worded by you.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/einvoices',
    title: 'E-invoices',
    text: 'What electronic invoices say of us: electronic address, registration, activity.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/plans',
    title: 'Payment plans',
    text: 'Which plans customers agree by themselves, from a day on.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/autopay',
    title: 'Autopay',
    text: 'How debits are announced and tried again, and when customers hear that a card ends.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/delivery',
    title: 'Delivery of documents',
    text: 'How documents go out, and when and how often customers are reminded.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/disputes',
    title: 'Disputes',
    text: 'What customers can say is wrong, who answers, how soon, and where complaints go.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/answers',
    title: 'Saved answers',
    text: 'What colleagues begin a message to a customer with.',
    permission: 'desk.read',
  },
];

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

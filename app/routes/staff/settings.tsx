import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff, type Permission } from '#app/modules/auth/types.ts';
import { Definition } from '#app/ui/definition.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings.ts';

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
    to: '/staff/settings/company-bank',
    title: 'Our bank accounts',
    text: 'Where customers transfer money, as printed on invoices. Changed by two people.',
    permission: 'desk.read',
  },
];

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  return { pages: PAGES.filter(({ permission }) => mayStaff(user.role, permission)) };
}

export default function Settings({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title="Settings" site="Tallystick" />
      <PageHead title="Settings" />
      <Panel title="What can be set" pad>
        <Definition
          shape="terms"
          facts={loaderData.pages.map(({ to, title, text }) => ({
            key: to,
            label: <Link to={to}>{title}</Link>,
            value: text,
          }))}
        />
      </Panel>
    </>
  );
}

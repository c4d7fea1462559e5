import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { helpPages } from '#app/modules/help/queries/help-pages.server.ts';
import { HELP_WORDS } from '#app/modules/help/ui/help-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-help.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const pages = await helpPages(staffDb(), { language: 'en', on: moment.today });
  return { pages: pages.map(({ slug, title }) => ({ slug, title })) };
}

export default function SettingsHelp({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title="Help pages" site="Tallystick" />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead title="Help pages" />
      <Panel title="What customers read">
        <DataTable
          caption="Help pages"
          rows={loaderData.pages}
          rowKey={(page) => page.slug}
          columns={[
            {
              key: 'title',
              head: 'Page',
              rowHeader: true,
              cell: (page) => (
                <Link className="inline-block min-h-6" to={`/staff/settings/help/${page.slug}`}>
                  {page.title}
                </Link>
              ),
            },
            { key: 'about', head: 'About', cell: (page) => HELP_WORDS.en.titles[page.slug] },
            {
              key: 'see',
              head: 'Seen by customers',
              cell: (page) => (
                <Link className="inline-block min-h-6" to={`/help/${page.slug}`}>
                  /help/{page.slug}
                </Link>
              ),
            },
          ]}
        />
      </Panel>
    </>
  );
}

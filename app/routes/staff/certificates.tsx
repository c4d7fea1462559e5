import type { Route } from './+types/certificates.ts';
import { readCases } from './case-list.server.ts';
import { CaseList } from './case-list.tsx';

export const loader = (args: Route.LoaderArgs) => readCases(args, 'withholding');

export default function Certificates({ loaderData }: Route.ComponentProps) {
  const exportHref = `/staff/certificates.csv?view=${loaderData.view}`;
  return <CaseList kind="withholding" title="Certificates of withheld tax" exportHref={exportHref} {...loaderData} />;
}

import type { Route } from './+types/deductions.ts';
import { readCases } from './case-list.server.ts';
import { CaseList } from './case-list.tsx';

export const loader = (args: Route.LoaderArgs) => readCases(args, 'deduction');

export default function Deductions({ loaderData }: Route.ComponentProps) {
  return <CaseList kind="deduction" title="Deductions" {...loaderData} />;
}

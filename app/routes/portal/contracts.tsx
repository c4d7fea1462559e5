import { requirePortal } from '#app/guards/require-portal.server.ts';
import { nextBillingDates } from '#app/kernel/billing-periods.ts';
import { customerContracts } from '#app/modules/contracts/queries/customer-contracts.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/contracts.ts';
import { AgreedContract } from './agreed-contract.tsx';

export const handle = { wide: true };

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company, moment } = await requirePortal(args, 'view');
  const { today } = moment;
  const contracts = await readAsPortal(portalDb(), scope, (db) => customerContracts(db, { customerId }));
  return {
    company: company.name,
    contracts: contracts.map((contract) => ({
      ...contract,
      hasEnded: contract.endsOn !== null && contract.endsOn < today,
      lines: contract.lines
        .filter((line) => line.endsOn === null || line.endsOn >= today || line.endsOn === contract.endsOn)
        .map((line) => ({
          ...line,
          nextOn: nextBillingDates(line, today, 1)[0] ?? null,
          // Prices that are over are no news; what an invoice was priced by stands on the invoice.
          prices: line.prices.filter((price) => price.toOn === null || price.toOn >= today),
        })),
    })),
  };
}

export default function Contracts({ loaderData }: Route.ComponentProps) {
  const { company, contracts } = loaderData;
  return (
    <>
      <PageTitle title="Contracts" site={company} />
      <BackLink to="/statements">Statements</BackLink>
      <PortalTitle title="Contracts" under="What is agreed between us: what is billed, when, and for how much." />
      {contracts.length === 0 ? (
        <EmptyState>There is no contract on your account.</EmptyState>
      ) : (
        contracts.map((contract) => <AgreedContract key={contract.id} contract={contract} />)
      )}
    </>
  );
}

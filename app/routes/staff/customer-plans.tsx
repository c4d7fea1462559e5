import type { PlanRow } from '#app/modules/payment-plans/types.ts';
import { Panel } from '#app/ui/panel.tsx';
import { PlanTable } from './plan-table.tsx';

/** The payment plans of one customer; nothing where there was never one. */
export function CustomerPlans({ plans }: { plans: readonly PlanRow[] }) {
  if (plans.length === 0) return null;
  const runs = plans.filter(({ state }) => state === 'active').length;
  return (
    <Panel title={runs > 0 ? 'Payment plans, one or more running' : 'Payment plans'}>
      <PlanTable caption="Payment plans of this customer" rows={plans} />
    </Panel>
  );
}

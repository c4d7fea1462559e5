import { Link } from 'react-router';
import { EmptyState } from '#app/ui/empty-state.tsx';

/** What stands in place of an empty list of payments. */
export function NoPayments({ search, clearHref }: { search: string; clearHref?: string }) {
  if (!search)
    return <EmptyState>Your payments appear here. You can pay by card here, or by bank transfer.</EmptyState>;
  return (
    <EmptyState action={clearHref && <Link to={clearHref}>Clear the search</Link>}>
      No payment here matches “{search}”.
    </EmptyState>
  );
}

import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { Button } from './button.tsx';

type FilterBarProps = {
  /** The list's own address. */
  action: string;
  label: string;
  children: ReactNode;
  /** Where no filter is set; shown only when one is. */
  clearHref?: string;
  submitLabel?: string;
};

/** A GET form: the address is the state, and Back always works. */
export function FilterBar({ action, label, children, clearHref, submitLabel = 'Show' }: FilterBarProps) {
  return (
    <Form method="get" action={action} className="filter-bar" role="search" aria-label={label}>
      {children}
      <Button variant="second">{submitLabel}</Button>
      {clearHref && <Link to={clearHref}>Clear filters</Link>}
    </Form>
  );
}

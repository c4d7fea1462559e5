import { expect, it } from 'vitest';
import { mayGiveRole, STAFF_ROLES } from './types.ts';

it('an administrator gives every role, a manager only those that may no more than a manager, others none', () => {
  const given = (giver: (typeof STAFF_ROLES)[number]) => STAFF_ROLES.filter((role) => mayGiveRole(giver, role));
  expect(given('administrator')).toEqual(STAFF_ROLES);
  expect(given('manager')).not.toContain('administrator');
  expect(given('manager')).not.toContain('controller');
  expect(given('manager')).toContain('partner');
  for (const giver of ['billing_clerk', 'controller', 'auditor', 'partner'] as const) expect(given(giver)).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { mayStaff, PERMISSIONS, STAFF_ROLES, type StaffRole } from '#app/modules/auth/types.ts';
import { ROUTE_TABLE } from '#tests/security/route-table.ts';

const as = (role: StaffRole) => ({ kind: 'staff', role }) as const;

/** What concerns only the one who presses it: signing out, the look of the page, one's own sessions and sign-in pages. */
const OWN = /^\/(preferences|sign-out|switch-customer|staff\/account|(staff\/)?sign-in.*|l\/.*|i\/.*)$/;
const HAPPENS = new Set<unknown>(['in', 200, 201, 204]);

describe('the table of roles', () => {
  it('gives the auditor every reading and no act: each form of the desk is refused', () => {
    const acts = ROUTE_TABLE.filter(({ path, post }) => post && !OWN.test(path) && path.startsWith('/staff'));
    expect(acts.length).toBeGreaterThan(15);
    expect(acts.filter(({ post }) => post?.(as('auditor')).status !== 403).map(({ path }) => path)).toEqual([]);
    const reads = (role: StaffRole) => PERMISSIONS.filter((one) => one.endsWith('.read') && mayStaff(role, one));
    expect(reads('auditor')).toEqual(PERMISSIONS.filter((one) => one.endsWith('.read')));
    expect(PERMISSIONS.filter((one) => mayStaff('auditor', one))).toEqual(reads('auditor'));
  });

  it('lets a partner do nothing, and read nothing but accounts', () => {
    const desk = ROUTE_TABLE.filter(({ path }) => path.startsWith('/staff') && !OWN.test(path));
    const acts = desk.filter(({ post }) => HAPPENS.has(post?.(as('partner')).status));
    expect(acts.map(({ path }) => path)).toEqual([]);
    const pages = desk.filter(({ get }) => get(as('partner')).status === 200).map(({ path }) => path);
    const accounts = ['/staff/customers', '/staff/invoices', '/staff/payments'];
    expect(pages.sort()).toEqual([...accounts, ...accounts.map((path) => `${path}.csv`), '/staff/search'].sort());
  });

  it('leaves no permission that nobody holds, and no role without one', () => {
    for (const permission of PERMISSIONS)
      expect(
        STAFF_ROLES.some((role) => mayStaff(role, permission)),
        permission,
      ).toBe(true);
    for (const role of STAFF_ROLES)
      expect(
        PERMISSIONS.some((permission) => mayStaff(role, permission)),
        role,
      ).toBe(true);
  });

  it('lets managers, controllers and administrators decide, and nobody else', () => {
    const deciders = STAFF_ROLES.filter((role) => mayStaff(role, 'approvals.decide'));
    expect(deciders).toEqual(['manager', 'controller', 'administrator']);
  });
});

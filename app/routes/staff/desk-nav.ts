import { mayStaff, type Permission, type StaffRole } from '#app/modules/auth/types.ts';
import type { IconName } from '#app/ui/icon.tsx';
import type { StaffNavGroup } from '#app/ui/staff-shell.tsx';

/** The figures beside entries of the side bar. */
export type DeskCounts = {
  toApply?: number;
  notDelivered?: number;
  approvals?: number;
  runExceptions?: number;
  toDeliver?: number;
  inbox?: number;
  disputes?: number;
  bankLines?: number;
};

type Entry = {
  to: string;
  label: string;
  icon: IconName;
  permission: Permission;
  count?: keyof DeskCounts;
  end?: boolean;
  also?: readonly string[];
};

/** The side bar: every entry with the permission its page asks for, so that nobody is shown a door that is shut to them. */
const GROUPS: readonly { label: string; items: readonly Entry[] }[] = [
  {
    label: 'Work',
    items: [
      { to: '/staff', label: 'Today', icon: 'calendar', permission: 'desk.read', end: true },
      {
        ...{ to: '/staff/customers', label: 'Customers', icon: 'users', permission: 'accounts.read' },
        also: ['/staff/opening-items'],
      },
      { to: '/staff/portfolio', label: 'Portfolio', icon: 'list', permission: 'desk.read' },
      { to: '/staff/customer-requests', label: 'Requests', icon: 'speech', permission: 'desk.read' },
      { to: '/staff/inbox', label: 'Inbox', icon: 'mail', permission: 'desk.read', count: 'inbox' },
      { to: '/staff/disputes', label: 'Disputes', icon: 'speech', permission: 'desk.read', count: 'disputes' },
      { to: '/staff/promises', label: 'Promises', icon: 'calendar', permission: 'desk.read' },
      { to: '/staff/reminders', label: 'Reminders', icon: 'bell', permission: 'desk.read' },
    ],
  },
  {
    label: 'Bill',
    items: [
      { to: '/staff/invoices', label: 'Invoices', icon: 'file', permission: 'accounts.read', count: 'notDelivered' },
      { to: '/staff/delivery', label: 'Delivery', icon: 'upload', permission: 'desk.read', count: 'toDeliver' },
      { to: '/staff/runs', label: 'Billing runs', icon: 'steps', permission: 'desk.read', count: 'runExceptions' },
      { to: '/staff/statements', label: 'Statements', icon: 'file', permission: 'desk.read' },
      { to: '/staff/contracts', label: 'Contracts', icon: 'copy', permission: 'desk.read' },
      { to: '/staff/completeness', label: 'Completeness', icon: 'check', permission: 'desk.read' },
      { to: '/staff/usage', label: 'Usage', icon: 'list', permission: 'desk.read' },
      { to: '/staff/meters', label: 'Meters', icon: 'gear', permission: 'desk.read' },
      { to: '/staff/products', label: 'Products', icon: 'list', permission: 'desk.read' },
      { to: '/staff/price-lists', label: 'Price lists', icon: 'sliders', permission: 'desk.read' },
    ],
  },
  {
    label: 'Cash',
    items: [
      {
        ...{ to: '/staff/payments', label: 'Payments', icon: 'card', permission: 'accounts.read', count: 'toApply' },
        also: ['/staff/credits', '/staff/transfers'],
      },
      { to: '/staff/bank', label: 'Bank matching', icon: 'match', permission: 'desk.read', count: 'bankLines' },
      { to: '/staff/payouts', label: 'Payouts', icon: 'upload', permission: 'desk.read' },
      { to: '/staff/cheques', label: 'Cheques', icon: 'bank', permission: 'desk.read', also: ['/staff/deposits'] },
      { to: '/staff/autopay', label: 'Autopay', icon: 'ring', permission: 'desk.read' },
      { to: '/staff/plans', label: 'Payment plans', icon: 'steps', permission: 'desk.read' },
      { to: '/staff/deductions', label: 'Deductions', icon: 'slash', permission: 'desk.read', also: ['/staff/cases'] },
      { to: '/staff/certificates', label: 'Certificates', icon: 'file', permission: 'desk.read' },
    ],
  },
  {
    label: 'Control',
    items: [
      { to: '/staff/reports', label: 'Reports', icon: 'chart', permission: 'desk.read' },
      { to: '/staff/approvals', label: 'Approvals', icon: 'check-round', permission: 'desk.read', count: 'approvals' },
      { to: '/staff/periods', label: 'Periods', icon: 'lock', permission: 'desk.read' },
      { to: '/staff/proof', label: 'Proof', icon: 'match', permission: 'desk.read' },
      {
        ...{ to: '/staff/adjustments', label: 'Adjustments', icon: 'back', permission: 'desk.read' },
        also: ['/staff/write-offs', '/staff/refunds'],
      },
      { to: '/staff/currencies', label: 'Currencies', icon: 'chart', permission: 'desk.read' },
      { to: '/staff/import', label: 'Import', icon: 'upload', permission: 'imports.run' },
      { to: '/staff/settings', label: 'Settings', icon: 'gear', permission: 'desk.read' },
    ],
  },
];

/** What this role is shown, with its figures; a group without entries is left out. */
export const deskNav = (role: StaffRole, counts: DeskCounts): StaffNavGroup[] =>
  GROUPS.map(({ label, items }) => ({
    label,
    items: items
      .filter(({ permission }) => mayStaff(role, permission))
      .map(({ permission: _, count, ...item }) => ({ ...item, count: count && counts[count] })),
  })).filter(({ items }) => items.length > 0);

import type { Permission } from '#app/modules/auth/types.ts';

/** Every page of settings, with the permission it asks for and what it is for. */
export const PAGES: readonly { to: string; title: string; text: string; permission: Permission }[] = [
  {
    to: '/staff/settings/people',
    title: 'People',
    text: 'Who works here, in which role, and which customers a partner sees.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/roles',
    title: 'Roles',
    text: 'What each role may do.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/approval-limits',
    title: 'Approval limits',
    text: 'Up to which amount a role acts alone and decides for others.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/delegation',
    title: 'Standing in',
    text: 'Who decides for whom while somebody is away.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/issue-rules',
    title: 'Checks before issue',
    text: 'What a billing run looks for before it issues, with limits per customer and product.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/dispute-causes',
    title: 'What disputes come from',
    text: 'Causes, whose they are to prevent, and the check that could see them before issue.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/mail',
    title: 'E-mails',
    text: 'Every e-mail as it would leave for a real customer, in each language and look.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/help',
    title: 'Help pages',
    text: 'What customers read about invoices, paying, plans and questions, worded by you.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/einvoices',
    title: 'E-invoices',
    text: 'What electronic invoices say of us: electronic address, registration, activity.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/plans',
    title: 'Payment plans',
    text: 'Which plans customers agree by themselves, from a day on.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/autopay',
    title: 'Autopay',
    text: 'How debits are announced and tried again, and when customers hear that a card ends.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/delivery',
    title: 'Delivery of documents',
    text: 'How documents go out, and when and how often customers are reminded.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/disputes',
    title: 'Disputes',
    text: 'What customers can say is wrong, who answers, how soon, and where complaints go.',
    permission: 'desk.read',
  },
  {
    to: '/staff/settings/answers',
    title: 'Saved answers',
    text: 'What colleagues begin a message to a customer with.',
    permission: 'desk.read',
  },
];

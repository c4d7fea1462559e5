import { listStaff } from '#app/modules/auth/queries/list-staff.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DisputeNews } from '#emails/dispute-work.ts';

type Mentioned = {
  readonly disputeId: string;
  readonly userId: string;
  readonly messageId: string;
  readonly asker: string;
};

/** Orders the mail to a colleague whom a note names. */
export const tellColleague = (tx: Tx, { messageId, ...of }: Mentioned, moment: Moment): Promise<void> =>
  tellAsked(tx, { ...of, sendKey: `dispute-mention:${messageId}:${of.userId}` }, moment);

type HandedOver = Omit<Mentioned, 'messageId'> & {
  readonly handoverId: string;
  readonly dueAt: Date;
  readonly again: number;
};

/** Orders the mail to a colleague a dispute is handed over to, who answers after signing in; `again` counts the reminders. */
export const tellHandedOver = (tx: Tx, { handoverId, again, ...of }: HandedOver, moment: Moment): Promise<void> =>
  tellAsked(tx, { ...of, sendKey: `dispute-handover:${handoverId}:${again}` }, moment);

type Asked = Omit<Mentioned, 'messageId'> & { readonly sendKey: string; readonly dueAt?: Date };

async function tellAsked(tx: Tx, { sendKey, userId, disputeId, asker, dueAt }: Asked, moment: Moment): Promise<void> {
  const toAddress = await staffAddress(tx, userId);
  if (!toAddress) return;
  const details = { news: 'mentioned' satisfies DisputeNews, disputeId, asker };
  await queueMessage(
    tx,
    {
      ...{ sendKey, kind: 'dispute_work', customerId: null, toAddress },
      details: dueAt ? { ...details, dueAt: dueAt.toISOString() } : details,
    },
    moment,
  );
}

/** Orders the mail with the link a department answers from; `again` counts the reminders. */
export async function tellDepartment(
  tx: Tx,
  of: { readonly handoverId: string; readonly toEmail: string; readonly again: number },
  moment: Moment,
): Promise<void> {
  const news: DisputeNews = of.again === 0 ? 'asked' : 'asked-again';
  await queueMessage(
    tx,
    {
      ...{ sendKey: `dispute-handover:${of.handoverId}:${of.again}`, kind: 'dispute_handover', customerId: null },
      ...{ toAddress: of.toEmail, details: { news, handoverId: of.handoverId } },
    },
    moment,
  );
}

type Work = {
  readonly disputeId: string;
  readonly news: Extract<DisputeNews, 'due' | 'late' | 'raised'>;
  /** Once for each: the target it is about, or the rung. */
  readonly once: string;
  readonly to: readonly string[];
  readonly days?: number;
};

/** Orders the mail about a target or a rung to colleagues, once each. */
export async function tellWork(tx: Tx, { disputeId, news, once, to, days = 0 }: Work, moment: Moment): Promise<void> {
  for (const toAddress of new Set(to))
    await queueMessage(
      tx,
      {
        ...{ sendKey: `dispute-${news}:${disputeId}:${once}:${toAddress}`, kind: 'dispute_work', customerId: null },
        ...{ toAddress, details: { news, disputeId, days: String(days) } },
      },
      moment,
    );
}

/** A colleague's address; null where they do not work here any more. */
export async function staffAddress(tx: Tx, userId: string): Promise<string | null> {
  const found = (await listStaff(tx)).find(({ id, disabledAt }) => id === userId && disabledAt === null);
  return found?.email ?? null;
}

/** Everybody in a role. */
export async function addressesOfRole(tx: Tx, role: string): Promise<string[]> {
  const staff = await listStaff(tx);
  return staff.filter((one) => one.role === role && one.disabledAt === null).map(({ email }) => email);
}

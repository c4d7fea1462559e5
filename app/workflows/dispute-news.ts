import type { MessageKind } from '#app/modules/delivery/types.ts';
import type { DisputeOutcome, DisputeView } from '#app/modules/disputes/types.ts';
import type { DisputeNews } from '#emails/dispute.ts';

/** What a mail is about: a stage of the dispute by its position, or a message of ours to the customer. */
export type NewsOf = { readonly position: string } | { readonly messageId: string };
type News = { readonly kind: MessageKind; readonly news: DisputeNews; readonly by: string; readonly text: string };

const ENDED: Readonly<Record<Exclude<DisputeOutcome, 'merged'>, { kind: MessageKind; news: DisputeNews }>> = {
  agreed: { kind: 'dispute_decided', news: 'agreed' },
  part: { kind: 'dispute_decided', news: 'part' },
  refused: { kind: 'dispute_decided', news: 'refused' },
  rebilled: { kind: 'dispute_decided', news: 'rebilled' },
  answered: { kind: 'dispute_decided', news: 'answered' },
  withdrawn: { kind: 'dispute_withdrawn', news: 'withdrawn' },
};

type Seen = Pick<DisputeView, 'stages' | 'messages' | 'decisions' | 'outcome' | 'closedAt'>;

/** Which mail tells what happened, with our words in it; null where another mail tells it, or nobody need hear of it. */
export function disputeNews(dispute: Seen, of: NewsOf): News | null {
  return 'messageId' in of ? newsOfMessage(dispute, of.messageId) : newsOfStage(dispute, Number(of.position));
}

function newsOfStage({ stages, messages, decisions, outcome }: Seen, position: number): News | null {
  const stage = stages.find((one) => one.position === position);
  const said = { by: '', text: '' };
  if (stage?.toState === 'new' || stage?.toState === 'reopened')
    return { kind: 'dispute_received', news: 'received', ...said };
  if (stage?.toState !== 'closed' || outcome === null || outcome === 'merged') return null;
  if (outcome === 'withdrawn') return { ...ENDED.withdrawn, ...said };
  const last = messages.findLast((message) => isOurs(message) && message.at <= stage.at);
  const decided = decisions.findLast((one) => one.at <= stage.at);
  const text = outcome === 'answered' ? last?.body : decided?.words;
  return { ...ENDED[outcome], by: stage.byName, text: text ?? '' };
}

/** A word of ours in the step that ends it is told by the mail about the end. */
function newsOfMessage({ stages, messages }: Seen, messageId: string): News | null {
  const message = messages.find((one) => one.id === messageId);
  if (!message || !isOurs(message)) return null;
  const within = stages.filter((stage) => stage.at.getTime() === message.at.getTime());
  if (within.some(({ toState }) => toState === 'closed' || toState === 'decided')) return null;
  const asks = within.some(({ toState }) => toState === 'waiting_customer');
  // What the system says is said in the company's name.
  const said = { by: message.authorKind === 'system' ? '' : message.authorName, text: message.body };
  return asks
    ? { kind: 'dispute_needs_answer', news: 'needs', ...said }
    : { kind: 'dispute_reply', news: 'replied', ...said };
}

const isOurs = ({ visibility, authorKind }: DisputeView['messages'][number]): boolean =>
  visibility === 'customer' && authorKind !== 'customer' && authorKind !== 'link';

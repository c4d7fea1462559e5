import { parseId } from '#app/kernel/ids.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, refuse } from '#app/kernel/result.ts';
import { assignDispute, setPromisedDate, takeDispute } from '#app/modules/disputes/commands/assign-dispute.server.ts';
import { mergeDisputes } from '#app/modules/disputes/commands/merge-disputes.server.ts';
import { explainBreach } from '#app/modules/disputes/commands/note-breach.server.ts';
import { reopenDispute } from '#app/modules/disputes/commands/reopen-dispute.server.ts';
import { splitDispute } from '#app/modules/disputes/commands/split-dispute.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { type DisputeActed, type DisputeWho, type SmallAct, sayRefusal } from './dispute-acted.server.ts';
import { complaintOf } from './dispute-complaint.server.ts';
import { decideAct } from './dispute-decide.server.ts';
import { answerHandedOverAct, askColleagueAct, handOverAct } from './dispute-handover.server.ts';
import { type DisputePosted, readDisputeForm } from './dispute-posted.server.ts';
import { messageAct, noteAct } from './dispute-write.server.ts';

/** One act on a dispute, as its form was sent; answers what was done, or what a decision would do. */
export async function actOnDispute(request: Request, disputeId: string, who: DisputeWho): Promise<DisputeActed> {
  const sent = await readDisputeForm(request);
  switch (sent.intent) {
    case 'check':
    case 'decide':
      return decideAct(sent, disputeId, who);
    case 'message':
      return messageAct(sent, disputeId, who);
    case 'note':
      return noteAct(sent, disputeId, who);
    case 'hand-over':
      return handOverAct(sent, disputeId, who);
    case 'ask-colleague':
      return askColleagueAct(sent, disputeId, who);
    case 'answer-handover':
      return answerHandedOverAct(sent, who);
    default:
      return smallAct(sent, disputeId, who);
  }
}

async function smallAct(sent: DisputePosted, disputeId: string, who: DisputeWho): Promise<DisputeActed> {
  const small = smallOf(sent, disputeId, who);
  if (!small) return refuse(formRefusal({ formErrors: ['Reload the page and choose again.'] }));
  const said = (text: string) =>
    refuse({
      ...(small.field === null
        ? formRefusal({ formErrors: [text], values: sent.values })
        : formRefusal({ fieldErrors: { [small.field]: [text] }, values: sent.values })),
    });
  if (typeof small.run === 'string') return said(small.run);
  const done = await inTransaction(staffDb(), small.run);
  return done.ok ? ok({ told: small.told }) : said(sayRefusal(done.refusal, who));
}

function smallOf(
  { of, all, intent }: DisputePosted,
  disputeId: string,
  { actor, moment }: DisputeWho,
): SmallAct | null {
  switch (intent) {
    case 'take':
      return { run: (tx) => takeDispute(tx, actor, { disputeId }, moment), told: 'It is yours.', field: null };
    case 'assign': {
      const userId = parseId(of('ownerId'));
      return {
        ...{ told: 'Given over.', field: 'ownerId' },
        run: userId ? (tx) => assignDispute(tx, actor, { disputeId, toUser: userId }, moment) : 'Choose a colleague.',
      };
    }
    case 'promise': {
      const day = parsePlainDate(of('promisedOn'));
      return {
        ...{ told: 'Promised. The customer sees the day.', field: 'promisedOn' },
        run: day.ok
          ? (tx) => setPromisedDate(tx, actor, { disputeId, promisedOn: day.value }, moment)
          : 'Choose a day, today or later.',
      };
    }
    case 'explain-answer':
    case 'explain-resolve': {
      const [breachId, field] = [parseId(of('breachId')), intent.replace('explain', 'cause')];
      const cause = of(field).trim();
      return {
        ...{ told: 'The reason is kept.', field },
        run: breachId && cause ? (tx) => explainBreach(tx, actor, { breachId, cause }, moment) : 'Say why it was late.',
      };
    }
    case 'merge': {
      const intoId = parseId(of('intoId'));
      return {
        ...{ told: 'Joined. The other one goes on.', field: 'intoId' },
        run: intoId
          ? (tx) => mergeDisputes(tx, actor, { fromId: disputeId, intoId }, moment)
          : 'Choose which one goes on.',
      };
    }
    case 'split': {
      const partIds = all('lineIds').flatMap((text) => parseId<never>(text) ?? []);
      return {
        ...{ told: 'Parted. The ticked lines are one of their own now.', field: 'lineIds' },
        run:
          partIds.length > 0
            ? (tx) => splitDispute(tx, actor, { disputeId, partIds }, moment)
            : 'Tick what is another matter.',
      };
    }
    case 'reopen':
      return {
        ...{ told: 'Open again.', field: 'reopenReason' },
        run: (tx) => reopenDispute(tx, actor, { disputeId, words: of('reopenReason'), files: [] }, moment),
      };
    default:
      return complaintOf({ of, intent }, disputeId, { actor, moment });
  }
}

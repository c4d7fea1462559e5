import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Permission } from '#app/modules/auth/types.ts';
import { decideVersion } from '#app/modules/contracts/commands/decide-version.server.ts';
import { endContract } from '#app/modules/contracts/commands/end-contract.server.ts';
import { withdrawVersion } from '#app/modules/contracts/commands/withdraw-version.server.ts';
import { endContractForm } from '#app/modules/contracts/forms.ts';
import type { ContractId, ContractRefusal, VersionState } from '#app/modules/contracts/types.ts';
import { problemWords, VERSION_STATE_WORDS } from '#app/modules/contracts/ui/contract-words.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';

/** What can be done with a contract on its page, and who may. */
export const CONTRACT_INTENTS = {
  approve: 'contracts.decide',
  'send-back': 'contracts.decide',
  end: 'contracts.write',
  withdraw: 'contracts.write',
} as const satisfies Record<string, Permission>;
export type ContractIntent = keyof typeof CONTRACT_INTENTS;

export const contractIntent = (text: string): ContractIntent | null =>
  Object.hasOwn(CONTRACT_INTENTS, text) ? (text as ContractIntent) : null;

type Asked = {
  contractId: ContractId;
  fields: [string, string][];
  of: (name: string) => string;
  actor: Actor;
  moment: Moment;
  locale: string;
};
type Answer = Promise<Result<string, FormRefusal>>;

/** Does what was asked; answers the sentence for the page that follows, or what is wrong. */
export function actOnContract(intent: ContractIntent, asked: Asked): Answer {
  if (intent === 'withdraw') return withdrawIt(asked);
  return intent === 'end' ? endIt(asked) : decideIt(intent, asked);
}

const versionNoOf = (of: Asked['of']): number => (/^\d{1,6}$/.test(of('versionNo')) ? Number(of('versionNo')) : 0);

async function withdrawIt(asked: Asked): Answer {
  const { contractId, actor, moment, of } = asked;
  const versionNo = versionNoOf(of);
  const done = await inTransaction(staffDb(), (tx) => withdrawVersion(tx, actor, { contractId, versionNo }, moment));
  if (!done.ok) return refuse(actWords(done.refusal, asked));
  return ok(`Version ${versionNo} of ${done.value.number} was withdrawn. Nothing of it holds.`);
}

async function decideIt(decision: 'approve' | 'send-back', asked: Asked): Answer {
  const { contractId, actor, moment, of } = asked;
  const versionNo = versionNoOf(of);
  const input = { contractId, versionNo, decision, note: of('note') };
  const done = await inTransaction(staffDb(), (tx) => decideVersion(tx, actor, input, moment));
  if (!done.ok) return refuse(actWords(done.refusal, asked));
  const said = decision === 'approve' ? 'approved. It holds now.' : 'sent back. Nothing of it holds.';
  return ok(`Version ${versionNo} of ${done.value.number} was ${said}`);
}

async function endIt(asked: Asked): Answer {
  const { contractId, actor, moment } = asked;
  const form = parseFields(asked.fields, endContractForm);
  if (!form.ok) return form;
  const input = { contractId, endsOn: form.value.endsOn, reason: form.value.endReason };
  const done = await inTransaction(staffDb(), (tx) => endContract(tx, actor, input, moment));
  if (!done.ok) return refuse(actWords(done.refusal, asked));
  return ok(`The end of ${done.value.number} waits for somebody else to approve it.`);
}

function actWords(refusal: ContractRefusal, { fields, locale }: Asked): FormRefusal {
  const values = Object.fromEntries(fields);
  const whole = (...formErrors: string[]) => formRefusal({ formErrors, values });
  switch (refusal.code) {
    case 'faults':
      return whole(
        ...refusal.faults.map(
          ({ lineNo, problem }) => `${lineNo === null ? '' : `Line ${lineNo}: `}${problemWords(problem, locale)}`,
        ),
      );
    case 'own-proposal':
      return whole('You proposed this version. Somebody else has to decide it.');
    case 'not-yours':
      return whole('Somebody else proposed this version. Only they can withdraw it; send it back instead.');
    case 'usage-recorded':
      return whole(
        'Usage was recorded under one of these lines meanwhile, so its product and how it is charged stay. End the line and add another one instead.',
      );
    case 'reason-missing':
      return formRefusal({ fieldErrors: { note: ['Say what has to change.'] }, values });
    case 'already-decided':
      return whole(
        `${refusal.byName} decided this version already: ${VERSION_STATE_WORDS[refusal.state as VersionState] ?? refusal.state}.`,
      );
    case 'version-waiting':
      return whole(`A change by ${refusal.byName} waits to be decided. Let it be approved or sent back first.`);
    case 'nothing-changed':
      return whole('The contract ends on that day already.');
    default:
      return whole('This cannot be done now. Reload the page.');
  }
}

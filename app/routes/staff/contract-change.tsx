import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { proposeVersion } from '#app/modules/contracts/commands/propose-version.server.ts';
import { versionsOf } from '#app/modules/contracts/queries/current-terms.server.ts';
import { getContract } from '#app/modules/contracts/queries/get-contract.server.ts';
import type { ContractId } from '#app/modules/contracts/types.ts';
import { contractValues, isGrowing } from '#app/modules/contracts/ui/contract-values.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/contract-change.ts';
import { contractChoices, contractWords, readContract } from './contract-form.server.ts';
import { ContractForm } from './contract-form.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'contracts.write');
  const id = parseId<ContractId>(args.params.id);
  const contract = foundOr404(id && (await getContract(staffDb(), id)), 'contract');
  const versions = await versionsOf(staffDb(), contract.id);
  const waiting = versions.find((version) => version.state === 'waiting');
  // What was sent back or withdrawn last is where work goes on; else what holds, or the first proposal.
  const held = versions.find((version) => version.versionNo === contract.versionNo);
  const base = !waiting && contract.isDraft ? versions[0] : held;
  return {
    contract,
    waitingBy: waiting?.proposedByName ?? null,
    values: base ? { ...contractValues(base.terms), holdsFromOn: contract.isDraft ? '' : moment.today } : null,
    choices: await contractChoices(contract.customer.id, moment.today),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'contracts.write');
  const contractId = foundOr404(parseId<ContractId>(args.params.id), 'contract');
  const contract = foundOr404(await getContract(staffDb(), contractId), 'contract');
  const { fields: sent, intent } = await postedFields(args.request);
  if (isGrowing(intent)) return data({ ...formRefusal({ values: Object.fromEntries(sent) }), intent });
  // Before the first approval there are no lines yet, so each counts as new.
  const fields = contract.isDraft ? sent.filter(([name]) => !name.endsWith('.lineNo')) : sent;
  const form = readContract(fields);
  if (!form.ok) return data({ ...form.refusal, intent: '' }, 422);
  const { places, ...wish } = form.value;
  const made = await inTransaction(staffDb(), (tx) => proposeVersion(tx, actor, { contractId, ...wish }, moment));
  if (!made.ok)
    return data({ ...contractWords(made.refusal, { places, fields: sent, locale: company.locale }), intent: '' }, 422);
  const { number, versionNo } = made.value;
  return redirectWithFlash(
    `/staff/contracts/${contractId}`,
    `Version ${versionNo} of ${number} waits for somebody else to approve it.`,
  );
}

export default function ChangeContract({ loaderData, actionData }: Route.ComponentProps) {
  const { contract, waitingBy, values, choices } = loaderData;
  const failed = Boolean(actionData && !actionData.intent);
  const back = `/staff/contracts/${contract.id}`;
  return (
    <>
      <PageTitle title={`Change ${contract.number}`} site="Tallystick" hasErrors={failed} />
      <BackLink to={back}>{contract.number}</BackLink>
      <PageHead
        title="Change the contract"
        facts={
          <>
            <span className="reference">{contract.number}</span>
            <NameText text={contract.customer.name} />
          </>
        }
      />
      {failed && <ErrorSummary {...actionData} />}
      {waitingBy !== null && (
        <Note tone="warn" icon="clock" action={<Link to={back}>Look at it</Link>}>
          A change by <bdi>{waitingBy}</bdi> waits to be decided. Another can be sent when it is.
        </Note>
      )}
      {waitingBy === null && values && (
        <ContractForm
          values={actionData?.values ?? values}
          errors={actionData?.fieldErrors ?? {}}
          choices={choices}
          intent={actionData?.intent ?? ''}
          isChange={!contract.isDraft}
          isFixed={!contract.isDraft}
        />
      )}
    </>
  );
}

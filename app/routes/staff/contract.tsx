import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { versionsOf } from '#app/modules/contracts/queries/current-terms.server.ts';
import {
  contractNames,
  filesOf,
  getContract,
  priceNumbers,
} from '#app/modules/contracts/queries/get-contract.server.ts';
import { billedDaysOf, versionDifferences } from '#app/modules/contracts/queries/version-differences.server.ts';
import type { ContractId } from '#app/modules/contracts/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/contract.ts';
import { actOnContract, CONTRACT_INTENTS, contractIntent } from './contract-act.server.ts';
import { DecidePanel } from './contract-decide.tsx';
import { DifferenceTable } from './contract-differences.tsx';
import { LinesPanel } from './contract-lines.tsx';
import { EndPanel, PapersPanel } from './contract-papers.tsx';
import { ContractFacts, PricesPanel } from './contract-prices.tsx';
import { StandingBadge } from './contract-table.tsx';
import { VersionsPanel } from './contract-versions.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user } = await requireStaff(args, 'desk.read');
  const db = staffDb();
  const id = parseId<ContractId>(args.params.id);
  const contract = foundOr404(id && (await getContract(db, id)), 'contract');
  const [versions, names, files, numbers] = await Promise.all([
    versionsOf(db, contract.id),
    contractNames(db, contract.customer.id),
    filesOf(db, contract.id),
    priceNumbers(db, contract.id),
  ]);
  const waiting = versions.find((version) => version.state === 'waiting');
  const held = versions.find((version) => version.versionNo === contract.versionNo) ?? versions[0];
  const asked = (name: string) => Number(/^\d{1,6}$/.exec(args.url.searchParams.get(name) ?? '')?.[0] ?? -1);
  const toNo = asked('to') > 0 ? asked('to') : (versions[0]?.versionNo ?? 0);
  const fromNo = asked('from') >= 0 ? asked('from') : Math.max(toNo - 1, 0);
  const compared = await versionDifferences(db, contract.id, { fromNo, toNo });
  // What is decided is never what somebody chose to compare.
  const change = waiting && { fromNo: contract.versionNo, toNo: waiting.versionNo };
  return {
    ...{ contract, names, files, numbers, today: moment.today, zone: company.timeZone, locale: company.locale },
    terms: foundOr404(held, 'contract').terms,
    versions: versions.map(({ terms: _, ...version }) => version),
    waiting: waiting
      ? {
          ...{ versionNo: waiting.versionNo, isMine: waiting.proposedBy === user.id },
          reaches: await billedDaysOf(db, contract.id, waiting.terms),
        }
      : null,
    compared: compared && { ...compared, fromNo, toNo },
    proposed: change ? await versionDifferences(db, contract.id, change) : null,
    standing: contract.isDraft ? 'draft' : contract.endsOn && contract.endsOn < moment.today ? 'ended' : 'active',
    may: { write: mayStaff(user.role, 'contracts.write'), decide: mayStaff(user.role, 'contracts.decide') },
  } as const;
}

export async function action(args: Route.ActionArgs) {
  await requireStaff(args, 'desk.read');
  const { fields, intent: asked, of } = await postedFields(args.request);
  const intent = contractIntent(asked);
  const { actor, moment, company } = await requireStaff(args, intent ? CONTRACT_INTENTS[intent] : 'contracts.write');
  const contractId = foundOr404(parseId<ContractId>(args.params.id), 'contract');
  foundOr404(await getContract(staffDb(), contractId), 'contract');
  if (!intent) return data(formRefusal({ formErrors: ['Choose what to do with this contract.'] }), 422);
  const done = await actOnContract(intent, { contractId, fields, of, actor, moment, locale: company.locale });
  if (!done.ok) return data(done.refusal, 422);
  return redirectWithFlash(`/staff/contracts/${contractId}`, done.value);
}

export default function ContractPage({ loaderData, actionData }: Route.ComponentProps) {
  const { contract, terms, names, standing, waiting, may, versions, compared, proposed, today, zone, locale } =
    loaderData;
  const shown = { terms, names, locale, currency: contract.currency };
  const result = { errors: actionData?.fieldErrors ?? {}, values: actionData?.values ?? {} };
  return (
    <>
      <PageTitle title={contract.number} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/contracts">Contracts</BackLink>
      <PageHead
        title={<NameText text={contract.title} />}
        facts={
          <>
            <span className="reference">{contract.number}</span>
            <Link to={`/staff/customers/${contract.customer.id}`}>
              <NameText text={contract.customer.name} />
            </Link>
            <StandingBadge standing={standing} isWaiting={waiting !== null} />
          </>
        }
        actions={
          may.write &&
          !waiting && (
            <LinkButton to={`/staff/contracts/${contract.id}/change`} variant="second">
              {contract.isDraft ? 'Rework it' : 'Change'}
            </LinkButton>
          )
        }
      />
      <div className="staff-stack">
        {waiting && proposed && (
          <DecidePanel {...{ waiting, may, result }} version={versions[0]!} zone={zone}>
            <DifferenceTable {...shown} {...proposed} caption="What would change" />
          </DecidePanel>
        )}
        <LinesPanel {...shown} today={today} isDraft={contract.isDraft} />
        <PricesPanel {...shown} numbers={loaderData.numbers} />
        <div className="record-columns">
          <div className="staff-stack">
            <VersionsPanel {...{ versions, compared, zone }}>
              {compared && <DifferenceTable {...shown} {...compared} caption="Differences" />}
            </VersionsPanel>
          </div>
          <div className="staff-stack">
            <ContractFacts contract={contract} terms={terms} />
            <PapersPanel files={loaderData.files} contractId={contract.id} mayWrite={may.write} zone={zone} />
            {may.write && standing === 'active' && !waiting && <EndPanel {...result} />}
          </div>
        </div>
      </div>
    </>
  );
}

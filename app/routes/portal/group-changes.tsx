import type { Seal } from '#app/modules/ledger/types.ts';
import type { GroupChanges } from '#app/modules/statements/types.ts';
import { GroupChangesSentence, GroupChangesTable } from '#app/modules/statements/ui/group-changes-view.tsx';
import { Section } from '#app/ui/panel.tsx';

type PartProps = {
  changes: GroupChanges;
  /** The customer of the session: of the others the sums are shown, and their documents open when one signs in for them. */
  own: string;
  asked: { fromOn: string; toOn: string; before: Seal };
};

/** What was learned since a group's statement was made, account by account. */
export function GroupChangesPart({ changes, own, asked }: PartProps) {
  return (
    <>
      <GroupChangesSentence changes={changes} />
      {changes.map((part) => (
        <Section key={part.currency} title={`Then and now, ${part.currency}`}>
          <GroupChangesTable
            part={part}
            hrefOf={({ customerId, currency }) =>
              customerId === own
                ? `/statements/changes?${new URLSearchParams({ from: asked.fromOn, to: asked.toOn, currency, known: asked.before.sealNo.toString() })}`
                : undefined
            }
          />
        </Section>
      ))}
    </>
  );
}

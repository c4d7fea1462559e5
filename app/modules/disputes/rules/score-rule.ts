/** What became of an invoice: how many disputes over it we lost, and whether it was wrong in any way at all. */
export type Verdict = { readonly lostDisputes: number; readonly wasWrong: boolean };

export type RuleScore = {
  readonly lookedAt: number;
  /** Disputes over the invoices looked at that we lost, and those of them a rule would have stopped. */
  readonly disputes: number;
  readonly disputesStopped: number;
  /** Invoices it would have stopped that were credited, replaced or lost in a dispute, and those that were right. */
  readonly rightlyBlocked: number;
  readonly wronglyBlocked: number;
};

/** How a rule would have done over past invoices: what it would have spared us, and whom it would have held up for nothing. */
export function scoreRule(
  { lookedAt, stopped }: { readonly lookedAt: readonly string[]; readonly stopped: readonly string[] },
  verdicts: ReadonlyMap<string, Verdict>,
): RuleScore {
  const lost = (ids: readonly string[]) => ids.reduce((sum, id) => sum + (verdicts.get(id)?.lostDisputes ?? 0), 0);
  const rightlyBlocked = stopped.filter((id) => verdicts.get(id)?.wasWrong).length;
  return {
    lookedAt: lookedAt.length,
    disputes: lost(lookedAt),
    disputesStopped: lost(stopped),
    rightlyBlocked,
    wronglyBlocked: stopped.length - rightlyBlocked,
  };
}

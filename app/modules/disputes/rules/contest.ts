import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Claim, DisputeKind, DisputeRefusal, LineClaim } from '../types.ts';
import { type BilledLine, contestedPart } from './contested-part.ts';

/** A document as it stands and what is contested of it already; minor units with tax. */
export type ContestedDocument = {
  readonly grossMinor: bigint;
  readonly creditedGrossMinor: bigint;
  readonly leftMinor: bigint;
  readonly digits: number;
  readonly lines: readonly BilledLine[];
  readonly contested: readonly {
    readonly disputeId: string;
    readonly number: string;
    readonly lineNo: number | null;
    readonly amountMinor: bigint;
  }[];
};
export type Part = {
  readonly lineNo: number | null;
  readonly what: 'whole' | LineClaim['what'];
  readonly claim: LineClaim | null;
  readonly netMinor: bigint | null;
  readonly amountMinor: bigint;
};
/** What a claim comes to; of a claim for refund when nothing is left to pay, however it was called. */
export type Contest = {
  readonly kind: 'dispute' | 'refund_claim';
  readonly parts: readonly Part[];
  readonly amountMinor: bigint;
};

/**
 * What a claim contests of a document: parts with tax that sum to the amount. A part is contested once. All parts together,
 * those of other disputes too, are never more than what was billed and not credited (of a claim for refund: than what was
 * billed). Where nothing is left to pay a dispute is refused and a claim for refund offered; where something is, a claim for
 * refund is a dispute.
 */
export function contest(
  document: ContestedDocument,
  wanted: { readonly kind: DisputeKind; readonly claim: Claim },
): Result<Contest, DisputeRefusal> {
  const kind = document.leftMinor > 0n ? 'dispute' : 'refund_claim';
  if (wanted.kind === 'dispute' && kind === 'refund_claim') {
    const because = document.creditedGrossMinor >= document.grossMinor ? 'credited' : 'paid';
    return refuse({ code: 'settled', lineNo: null, because, offer: 'refund_claim' });
  }
  const othersMinor = document.contested.reduce((sum, part) => sum + part.amountMinor, 0n);
  const creditedMinor = kind === 'dispute' ? document.creditedGrossMinor : 0n;
  const roomMinor = document.grossMinor - creditedMinor - othersMinor;
  const parts = partsOf(document, { ...wanted, kind }, roomMinor);
  if (!parts.ok) return parts;
  const fitted = withinRoom(parts.value, roomMinor, BigInt(document.lines.length));
  if (!fitted) return refuse({ code: 'above-document', leftMinor: roomMinor > 0n ? roomMinor : 0n });
  return ok({ kind, parts: fitted, amountMinor: fitted.reduce((sum, part) => sum + part.amountMinor, 0n) });
}

type Wanted = { readonly kind: 'dispute' | 'refund_claim'; readonly claim: Claim };

function partsOf(
  document: ContestedDocument,
  { kind, claim }: Wanted,
  roomMinor: bigint,
): Result<Part[], DisputeRefusal> {
  const [before] = document.contested;
  if (claim.kind === 'whole') {
    const leftMinor = kind === 'dispute' ? min(roomMinor, document.leftMinor - covered(document)) : roomMinor;
    if (leftMinor <= 0n && before) return refuse({ code: 'already-disputed', lineNo: null, ...named(before) });
    if (leftMinor <= 0n) return refuse({ code: 'above-document', leftMinor: 0n });
    return once(document, null) ?? ok([{ ...NO_LINE, what: 'whole', amountMinor: leftMinor }]);
  }
  if (claim.kind === 'amount') {
    if (claim.amountMinor <= 0n) return refuse({ code: 'amount-not-positive', lineNo: null });
    return once(document, null) ?? ok([{ ...NO_LINE, what: 'amount', amountMinor: claim.amountMinor }]);
  }
  if (claim.lines.length === 0) return refuse({ code: 'nothing-chosen' });
  const parts: Part[] = [];
  for (const wanted of claim.lines) {
    const part = lineOf(document, wanted, kind);
    if (!part.ok) return part;
    if (parts.some((other) => other.lineNo === wanted.lineNo))
      return refuse({ code: 'unknown-line', lineNo: wanted.lineNo });
    parts.push(part.value);
  }
  return ok(parts);
}

const NO_LINE = { lineNo: null, claim: null, netMinor: null } as const;

function lineOf(document: ContestedDocument, claim: LineClaim, kind: Wanted['kind']): Result<Part, DisputeRefusal> {
  const { lineNo } = claim;
  const line = document.lines.find((each) => each.lineNo === lineNo);
  if (!line) return refuse({ code: 'unknown-line', lineNo });
  const twice = once(document, lineNo);
  if (twice) return twice;
  // What was paid can be claimed back of a line whatever was credited since; staff see both.
  const seen = kind === 'refund_claim' ? { ...line, creditedMinor: 0n } : line;
  const part = contestedPart(seen, claim, document.digits);
  return part.ok ? ok({ lineNo, what: claim.what, claim, ...part.value }) : part;
}

/** A refusal when the very same part is contested already. */
function once(document: ContestedDocument, lineNo: number | null) {
  const before = document.contested.find((part) => part.lineNo === lineNo);
  return before ? refuse({ code: 'already-disputed' as const, lineNo, ...named(before) }) : null;
}

const named = ({ disputeId, number }: { readonly disputeId: string; readonly number: string }) => ({
  disputeId,
  number,
});
const covered = (document: ContestedDocument) => document.contested.reduce((sum, part) => sum + part.amountMinor, 0n);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Tax is rounded by line here and by document there: a penny a line may be over, and is taken off the last. */
function withinRoom(parts: readonly Part[], roomMinor: bigint, penniesMax: bigint): readonly Part[] | null {
  const overMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0n) - roomMinor;
  if (overMinor <= 0n) return parts;
  const last = parts[parts.length - 1]!;
  if (last.netMinor === null || overMinor > penniesMax || last.amountMinor <= overMinor) return null;
  return [...parts.slice(0, -1), { ...last, amountMinor: last.amountMinor - overMinor }];
}

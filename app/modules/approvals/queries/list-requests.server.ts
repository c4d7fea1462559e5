import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Approval, ApprovalKind, ApprovalState } from '../types.ts';
import { approvalOf } from './get-approval.server.ts';

type Asked = {
  readonly kinds: readonly ApprovalKind[];
  readonly state?: ApprovalState;
  readonly subjectId?: string;
  readonly requestedBy?: string;
  readonly limit: number;
  /** Keyset: the id of the last row seen. */
  readonly after?: string;
};

/** Requests of some kinds, newest first: about one subject, of one person or in one state. At most `limit`. */
export async function listRequests(db: ReadDb, asked: Asked): Promise<Approval[]> {
  const rows = await db
    .selectFrom('approvals')
    .selectAll()
    .where('kind', 'in', [...asked.kinds])
    .$if(asked.state !== undefined, (q) => q.where('state', '=', asked.state!))
    .$if(asked.subjectId !== undefined, (q) => q.where('subject_id', '=', asked.subjectId!))
    .$if(asked.requestedBy !== undefined, (q) => q.where('requested_by', '=', asked.requestedBy!))
    .$if(asked.after !== undefined, (q) => q.where('id', '<', asked.after!))
    .orderBy('id', 'desc')
    .limit(asked.limit)
    .execute();
  return rows.map(approvalOf);
}

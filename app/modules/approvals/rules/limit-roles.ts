import type { ApprovalKind } from '../types.ts';

/** Two people open these whatever the settings say; the database holds it too. */
export const NEVER_ALONE: ReadonlySet<ApprovalKind> = new Set(['bank_details', 'period_reopen']);

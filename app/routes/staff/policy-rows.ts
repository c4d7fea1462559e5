/** Rows of stages a policy form has: what holds and some to add. */
export const STAGE_ROWS = 12;

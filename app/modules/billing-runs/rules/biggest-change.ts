/** A customer's total in a run beside the run before, in one currency, minor units. Null: not in that run. */
export type BiggestChange = {
  readonly customerId: string;
  readonly customerName: string;
  readonly currency: string;
  readonly lastMinor: bigint | null;
  readonly nowMinor: bigint | null;
  /** Lines of contracts that are in one of the two runs only, and how much was delivered or read in each. */
  readonly linesNew: number;
  readonly linesGone: number;
  readonly usageNow: number;
  readonly usageLast: number;
  /** The customer's largest draft of this run in the currency, to look at; null: there is none. */
  readonly draftId: string | null;
};

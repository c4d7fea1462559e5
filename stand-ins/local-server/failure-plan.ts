export const FAILURE_MODES = ['rate-limit', 'server-error', 'hang', 'accept-then-drop', 'accept-then-lose'] as const;
/**
 * rate-limit: 429, nothing done. server-error: 500, nothing done. hang: never answered, nothing done.
 * accept-then-drop: the request is carried out and the connection cut before the answer.
 * accept-then-lose: the request is answered as done, but what should follow (the mail, the webhook) never comes.
 */
export type FailureMode = (typeof FAILURE_MODES)[number];

export type FailurePlan = {
  /** The next `count` requests meet this failure; a later call adds to the queue. */
  failNext(mode: FailureMode, count?: number): void;
  take(): FailureMode | undefined;
  clear(): void;
};

const QUEUE_MAX = 10_000;

export function createFailurePlan(): FailurePlan {
  let queue: FailureMode[] = [];
  return {
    failNext(mode, count = 1) {
      if (queue.length + count > QUEUE_MAX) throw new RangeError(`at most ${QUEUE_MAX} planned failures`);
      for (let planned = 0; planned < count; planned += 1) queue.push(mode);
    },
    take: () => queue.shift(),
    clear() {
      queue = [];
    },
  };
}

export const isFailureMode = (text: unknown): text is FailureMode =>
  typeof text === 'string' && (FAILURE_MODES as readonly string[]).includes(text);

/** What the worker does for each queue: the queue's name and the function that takes the job's data. */
export const jobHandlers: Record<string, (data: unknown) => Promise<void>> = {};

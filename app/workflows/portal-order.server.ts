import { orderAsPortal as orderByName } from '#app/modules/payments/commands/order-as-portal.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Queue } from './queues.ts';

/** Orders a job about one row from a customer's request, in the transaction of that row: through the portal's only door. */
export const orderAsPortal = (tx: Tx, queue: Queue, id: string): Promise<void> => orderByName(tx, queue, id);

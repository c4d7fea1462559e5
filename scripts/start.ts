import { runTree } from './tree.ts';

await runTree({ isDevelopment: false });

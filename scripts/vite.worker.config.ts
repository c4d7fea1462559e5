import { defineConfig } from 'vite';

// The worker as one server bundle: plain Node loads .ts by itself, but not the .tsx of e-mails and templates.
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'app/worker.server.ts',
    outDir: 'build/worker',
    emptyOutDir: true,
    target: 'node24',
    rolldownOptions: { output: { entryFileNames: 'worker.server.js' } },
  },
});

import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  build: {
    // No inlined assets: the content security policy allows data: for images only.
    assetsInlineLimit: 0,
    sourcemap: false,
  },
});

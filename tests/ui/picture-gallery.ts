import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import tailwindcss from '@tailwindcss/vite';
import { build, createServer } from 'vite';
import { axeFaults, colourFaults } from '#tests/e2e/support/page-faults.ts';

/**
 * `node tests/ui/picture-gallery.ts [page ...]`: draws every gallery page in both themes and three widths into
 * node_modules/.cache/gallery, and fails on an axe finding or on a page that scrolls sideways.
 */
const ROOT = path.resolve(import.meta.dirname, '../..');
const OUT = path.join(ROOT, 'node_modules/.cache/gallery');
const WIDTHS = [1440, 360, 320];
const THEMES = ['light', 'dark'] as const;

async function buildCss(): Promise<string> {
  const outDir = path.join(OUT, 'css');
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    plugins: [tailwindcss()],
    publicDir: false,
    build: { outDir, emptyOutDir: true, rollupOptions: { input: path.join(ROOT, 'app/ui/styles.css') } },
  });
  const file = readdirSync(path.join(outDir, 'assets')).find((name) => name.endsWith('.css')) ?? '';
  return readFileSync(path.join(outDir, 'assets', file), 'utf8');
}

async function main(): Promise<number> {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const css = await buildCss();
  const vite = await createServer({
    configFile: false,
    root: ROOT,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, ws: false },
  });
  const gallery = await vite.ssrLoadModule('/tests/ui/gallery.tsx');
  const wanted = process.argv.slice(2);
  const names = Object.keys(gallery.galleryPages).filter((name) => wanted.length === 0 || wanted.includes(name));

  const executablePath = process.env.TALLYSTICK_CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  let findings = 0;
  for (const name of names) {
    for (const theme of THEMES) {
      const html: string = await gallery.renderGalleryPage(name, { css, theme });
      const file = path.join(OUT, `${name}-${theme}.html`);
      writeFileSync(file, html);
      for (const width of WIDTHS) {
        const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
        const page = await context.newPage();
        await page.goto(`file://${file}`);
        const excess = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (excess > 0) {
          findings += 1;
          console.error(`${name} ${theme} ${width}: ${excess} px too wide`);
        }
        await page.screenshot({ path: path.join(OUT, `${name}-${width}-${theme}.png`), fullPage: true });
        if (width !== 320) {
          for (const fault of [...(await axeFaults(page)), ...(await colourFaults(page, new Set()))]) {
            findings += 1;
            console.error(`${name} ${theme} ${width}: ${fault}`);
          }
        }
        await context.close();
      }
    }
  }
  await browser.close();
  await vite.close();
  console.log(`${names.length} pages, ${findings} findings; pictures in node_modules/.cache/gallery`);
  return findings === 0 ? 0 : 1;
}

process.exitCode = await main();

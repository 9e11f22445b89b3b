import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin, type Rollup } from 'vite';
import { consolePaths } from './src/entries/console-paths.ts';
import { phonePaths } from './src/entries/phone-paths.ts';

const root = import.meta.dirname;
const dist = path.join(root, 'dist');

/** Beside every file that compresses: `.br` and `.gz`, made once here instead of at every answer. */
function compressed(): Plugin {
  const brotli = promisify(brotliCompress);
  const zip = promisify(gzip);
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle(_options, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const file = path.join(dist, name);
          const content = readFileSync(file);
          if (content.length < 512) return;
          writeFileSync(`${file}.br`, await brotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
          writeFileSync(`${file}.gz`, await zip(content, { level: 9 }));
        }),
      );
    },
  };
}

/** Every file that an entry may come to load: its parts, what they load later, and their styles. */
function filesOf(bundle: Rollup.OutputBundle, entry: string): string[] {
  const files = new Set<string>();
  const add = (name: string): void => {
    const chunk = bundle[name];
    if (files.has(name) || chunk?.type !== 'chunk') return;
    files.add(name);
    chunk.viteMetadata?.importedCss.forEach((css) => files.add(css));
    [...chunk.imports, ...chunk.dynamicImports].forEach(add);
  };
  Object.values(bundle).forEach((chunk) => chunk.type === 'chunk' && chunk.name === entry && add(chunk.fileName));
  return [...files];
}

/**
 * Writes into the service worker what it keeps for the time without network: everything of the phone entry. Its version is
 * in the names of the files.
 */
function kept(): Plugin {
  return {
    name: 'kept-offline',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') return;
        const entries = filesOf(bundle, 'phone').map((name) => ({ url: `/${name}`, revision: null }));
        worker.code = worker.code.replace('self.__KEPT', JSON.stringify(entries));
      },
    },
  };
}

/**
 * The parts of the page at each address, without those that the shell names itself: a browser that is told fetches them
 * beside the entry, and not when the entry has run and found out.
 */
function partsByPath(bundle: Rollup.OutputBundle, entry: string, paths: readonly string[]): Record<string, string[]> {
  const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
  const withImports = (chunk: Rollup.OutputChunk): string[] => {
    const found = new Set<string>();
    const add = (name: string): void => {
      if (found.has(name)) return;
      found.add(name);
      chunks.find(({ fileName }) => fileName === name)?.imports.forEach(add);
    };
    add(chunk.fileName);
    return [...found];
  };
  const known = new Set(chunks.filter(({ name, isEntry }) => isEntry && name === entry).flatMap(withImports));
  const routes = readFileSync(path.join(root, `src/entries/${entry}-routes.ts`), 'utf8');
  const pages = new Map(
    [...routes.matchAll(/'(.+?)': \{ page: \(\) => import\('\.\.\/(.+?)'\)/g)].map(([, at, page]) => [at, page]),
  );
  return Object.fromEntries(
    paths.map((at) => {
      const page = path.join(root, 'src', pages.get(at) ?? '');
      const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId === page);
      if (!chunk) throw new Error(`no page is built for ${at}`);
      return [at, withImports(chunk).filter((name) => !known.has(name))];
    }),
  );
}

/**
 * Tells the service which addresses each page answers and with which parts, and throws away what neither this build nor the one before has made:
 * a page that was open over an update still finds its parts.
 */
function generations(): Plugin {
  const list = path.join(dist, 'generation.json');
  return {
    name: 'generations',
    apply: 'build',
    writeBundle(_options, bundle) {
      const now = Object.keys(bundle);
      const before = existsSync(list)
        ? (JSON.parse(readFileSync(list, 'utf8')) as { now: string[]; before: string[] })
        : null;
      const isSame = before !== null && JSON.stringify(before.now) === JSON.stringify(now);
      const older = isSame ? before.before : (before?.now ?? []);
      for (const name of before?.before ?? []) {
        if (now.includes(name) || older.includes(name)) continue;
        for (const ending of ['', '.br', '.gz']) rmSync(path.join(dist, name + ending), { force: true });
      }
      writeFileSync(list, JSON.stringify({ now, before: older }));
      const shells = {
        'phone.html': partsByPath(bundle, 'phone', phonePaths),
        'console.html': partsByPath(bundle, 'console', consolePaths),
      };
      writeFileSync(path.join(dist, 'shells.json'), JSON.stringify(shells));
    },
  };
}

const isStyle = /\.css$|[?&]type=style/;
/** Parts that phone and desk both use. */
const isShared = /\/(tokens|base)\.css|session\/|kit\/both\//;
const isDesk = /\/desk[/.]|ConsoleApp/;
/** Small parts that the first page of either entry needs anyway: one file, and not a dozen with a frame of their own. */
const firstParts = {
  name: 'parts',
  test: /kit\/both\/|words\/time|session\/(device|session)|offline\/leader-device|api\/(client|renew|answer)/,
};
const styleGroups = [
  { name: 'console-style', test: (id: string) => isStyle.test(id) && isDesk.test(id) },
  { name: 'both-style', test: (id: string) => isStyle.test(id) && isShared.test(id) },
  { name: 'phone-style', test: (id: string) => isStyle.test(id) },
];

export default defineConfig({
  root,
  appType: 'mpa',
  plugins: [vue(), kept(), compressed(), generations()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  build: {
    outDir: dist,
    emptyOutDir: false,
    manifest: true,
    target: ['chrome80', 'safari13.1', 'firefox104'],
    // Small pictures stay files: pages allow no data: addresses in styles.
    assetsInlineLimit: 0,
    // The shell names the parts of its page, and the worker keeps those of all others: a second list of them in the entry,
    // of each page's parts, is 2 KB that every first visit would fetch.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    rollupOptions: {
      input: {
        phone: path.join(root, 'phone.html'),
        console: path.join(root, 'console.html'),
        sw: path.join(root, 'src/offline/sw.ts'),
      },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // One style for the phone and one for the desk: each is small, and a list of which page needs which part as long.
        codeSplitting: { groups: [...styleGroups, firstParts] },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/p', '/sign-in', '/kiosk', '/setup', '/practice'].map((at) => [at, 'http://127.0.0.1:3000']),
    ),
  },
});

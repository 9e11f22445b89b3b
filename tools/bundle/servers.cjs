/**
 * Joins what the build made (dist/src, plain modules that tests and benchmarks load one by one) with the libraries into one
 * file per server: dist/main.js and dist/demo.js. Finding and reading some 3,400 files is a third of a start. The commands
 * (dist/src/cli/main.js) stay in many files.
 */
const { build } = require('esbuild');
const { readFileSync } = require('node:fs');
const { dirname, join, relative } = require('node:path');
const { options, root } = require('./options.cjs');

const outdir = join(root, 'dist');

/**
 * Files of ours that look for a neighbour (a template) look from where they were, not from the bundle. And a decorated class
 * (`let X = class X`) is named once: of two equal names in one file the bundler renames one, and X2 would stand in the logs.
 */
const ownFiles = {
  name: 'own-files',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]dist[\\/]src[\\/].*\.js$/ }, ({ path }) => {
      const place = JSON.stringify(relative(outdir, dirname(path)));
      const contents = readFileSync(path, 'utf8')
        .replaceAll('__dirname', `require('node:path').join(__dirname, ${place})`)
        .replace(/^let (\w+) = class \1 /gm, 'let $1 = class ');
      return { contents };
    });
  },
};

build({
  ...options,
  entryPoints: { main: 'dist/src/main.js', demo: 'dist/src/cli/demo.js' },
  outdir,
  plugins: [...options.plugins, ownFiles],
}).catch(() => process.exit(1));

/** One transform for all; docs/conventions.md says what belongs into which project, and which run in both modes. */
const { testLibraries } = require('../tools/bundle/test-libraries.cjs');
const { testFolder } = require('../tools/test-folder.cjs');

const rootDir = require('node:path').resolve(__dirname, '..');

/** Packages that are ES modules only: Node loads them as they are, jest has to translate them. */
const ES_MODULES = '/node_modules/(?:openid-client|oauth4webapi|jose|@noble)/.+\\.js$';

process.env['TMPDIR'] = testFolder();

const swc = (parser) => [
  '@swc/jest',
  {
    configFile: false,
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      parser,
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
  },
];

const base = {
  rootDir,
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json', 'node'],
  transform: {
    '^.+\\.ts$': swc({ syntax: 'typescript', decorators: true }),
    [ES_MODULES]: swc({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [`^(?!.*${ES_MODULES}).*/node_modules/`],
  setupFiles: ['reflect-metadata'],
  // import() names files as they are after the build.
  moduleNameMapper: { '^(\\.{1,2}/.*/app\\.module)\\.js$': '$1', ...testLibraries() },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/', '<rootDir>/web/dist/'],
};

const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

module.exports = {
  rootDir,
  maxWorkers: 2,
  // Modules of test files that are over are not all given back.
  workerIdleMemoryLimit: '1500MB',
  testSequencer: '<rootDir>/config/longest-first.cjs',
  testTimeout: 180_000,
  projects: [
    {
      ...base,
      displayName: 'rules',
      testMatch: [
        '<rootDir>/src/**/*.spec.ts',
        '<rootDir>/web/src/**/*.spec.ts',
        '<rootDir>/drill/**/*.spec.ts',
        '<rootDir>/test/architecture/**/*.spec.ts',
      ],
    },
    {
      ...base,
      ...withDatabase,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/integration/**/*.spec.ts', '<rootDir>/test/migrations/**/*.spec.ts'],
    },
    // What clients see of HTTP, whatever lies below: the same in both modes.
    { ...base, ...withDatabase, displayName: 'contract', testMatch: ['<rootDir>/test/contract/**/*.spec.ts'] },
    // Starts servers on folders of its own, so it is the same in both modes.
    { ...base, displayName: 'embedded', testMatch: ['<rootDir>/test/embedded/**/*.spec.ts'] },
    // Stories in a real browser, on the service with its web as built.
    { ...base, ...withDatabase, displayName: 'web', testMatch: ['<rootDir>/test/web/**/*.spec.ts'] },
    { ...base, ...withDatabase, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
  ],
};

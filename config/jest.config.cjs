/** One transform for all; the projects are the rings of architecture.md: rules (no I/O), integration, e2e. */
const rootDir = require('node:path').resolve(__dirname, '..');

const base = {
  rootDir,
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json', 'node'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        configFile: false,
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
      },
    ],
  },
  // uuid ships only ES modules for "node" conditions of newer majors; everything else in node_modules is CommonJS.
  transformIgnorePatterns: ['/node_modules/'],
  setupFiles: ['reflect-metadata'],
  // import() names files as they are after the build.
  moduleNameMapper: { '^(\\.{1,2}/.*/app\\.module)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/', '<rootDir>/web/'],
};

const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

module.exports = {
  rootDir,
  maxWorkers: 2,
  testTimeout: 180_000,
  projects: [
    {
      ...base,
      displayName: 'rules',
      testMatch: [
        '<rootDir>/src/**/*.spec.ts',
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
    // Starts servers on folders of its own, so it is the same in both modes.
    { ...base, displayName: 'embedded', testMatch: ['<rootDir>/test/embedded/**/*.spec.ts'] },
    { ...base, ...withDatabase, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
  ],
};
